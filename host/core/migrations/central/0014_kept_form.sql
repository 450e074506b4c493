-- A form that came after its sign-in had run out, until its person is in again and sends it: the latest of each. Path and
-- fields lie sealed under the person's own key.
create table kept_form (
  person {id} primary key not null,
  site {id} not null,
  form {text} not null,
  ends_at BIGINT not null
) {table};
create index kept_form_by_end on kept_form (ends_at);
