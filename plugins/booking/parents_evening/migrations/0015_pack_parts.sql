-- What became of the fallback pack of a date. part: folder, printer. failure: empty when it is out.
create table pack_part (
  evening_date {id} not null,
  part {key} not null,
  tried_at BIGINT not null,
  failure {text} not null,
  primary key (evening_date, part)
) {table};

drop table pack_written;
