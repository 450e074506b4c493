-- What a site has set; what it has not set is the default that its Setting declares.
create table setting (
  site {id} not null,
  name {key} not null,
  value {text} not null,
  primary key (site, name)
) {table};

-- Rises with each change, in its transaction, so that every host knows when to read again.
create table setting_revision (
  only_row BIGINT primary key not null,
  revision BIGINT not null
) {table};

insert into setting_revision (only_row, revision) values (1, 0);
