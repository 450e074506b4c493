-- Whose appointments take several slots, one after another. sort: class (word: its code), teacher (word: the id),
-- interpreter (word: empty).
create table evening_length (
  evening {id} not null,
  sort {key} not null,
  word {name} not null,
  slots BIGINT not null,
  primary key (evening, sort, word)
) {table};

-- A family whose appointments take several slots. Why is not kept here.
create table family_length (
  evening {id} not null,
  household {id} not null,
  slots BIGINT not null,
  primary key (evening, household)
) {table};
