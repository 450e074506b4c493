-- Codes with which a household gets in; only a keyed mark of each. what: for which letter ("evening/<id>"), or
-- "telephone". contact: who it is for, or empty for whoever answers for the household. once: it opens one time only.
create table parent_code (
  code {key} primary key not null,
  site {id} not null,
  what {key} not null,
  household {id} not null,
  contact {key} not null,
  once BIGINT not null,
  expires_at BIGINT not null
) {table};
create index parent_code_of_household on parent_code (site, what, household);
create index parent_code_by_end on parent_code (expires_at);

-- When a contact last got in.
create table parent_visit (
  site {id} not null,
  contact {id} not null,
  at BIGINT not null,
  primary key (site, contact)
) {table};

-- Whom the six digits of a ticket let in, each by digits of their own, which are written nowhere.
create table parent_ticket (
  ticket {id} not null,
  contact {id} not null,
  site {id} not null,
  expires_at BIGINT not null,
  primary key (ticket, contact)
) {table};
create index parent_ticket_by_end on parent_ticket (expires_at);

-- Why a student's contact rule is as it is, in the office's words, sealed under its author's key.
create table contact_rule_note (
  site {id} not null,
  student {id} not null,
  author {id} not null,
  note {text} not null,
  at BIGINT not null,
  primary key (site, student)
) {table};
