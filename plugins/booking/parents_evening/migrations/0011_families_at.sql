-- As new as the directory's people must be, by their revision, for whoever books: since a household or a contact rule was
-- changed, what was decided by older ones is decided anew.
alter table evening add column families_at BIGINT not null default 0;
