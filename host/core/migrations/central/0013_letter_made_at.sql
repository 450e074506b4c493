-- When a letter's code was made, so that who prints twice within a moment gets the same one.
alter table parent_code add column made_at BIGINT not null default 0;
