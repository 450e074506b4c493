-- A screen in the hall, which shows an evening to whoever knows its address. secret: sealed under the author's key, at
-- the place "evening_display.secret.<id>".
create table evening_display (
  id {id} primary key not null,
  evening {id} not null,
  name {text} not null,
  author {id} not null,
  secret {text} not null,
  made_at BIGINT not null
) {table};
create index evening_display_of_evening on evening_display (evening, made_at);
