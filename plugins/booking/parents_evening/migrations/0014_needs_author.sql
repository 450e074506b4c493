-- Who wrote what the family needs, which is sealed under that author's key, and when: not always who sent the wishes. No
-- needs: nobody.
alter table family_wishes add column needs_author {id};
alter table family_wishes add column needs_at BIGINT not null default 0;
update family_wishes set needs_author = author, needs_at = sent_at;
