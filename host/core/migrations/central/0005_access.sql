-- Who may sign in. Names stay out: staff are found by the e-mail that the directory holds, others by a mark, a keyed
-- hash of their sign-in name; login and shown hold the names sealed under the person's own key, or nothing.
create table account (
  person {id} primary key not null,
  site {id} not null,
  roles BIGINT not null,
  password {text} not null,
  totp {text} not null,
  totp_step BIGINT not null,
  mark {key},
  login {text} not null,
  shown {text} not null,
  language {key} not null,
  disabled BIGINT not null,
  created_at BIGINT not null,
  unique (mark)
) {table};

create index account_of_site on account (site);

-- Only the hash of what the cookie carries. factors: how many the person gave; confirmed_at: when last.
create table login_session (
  token {key} primary key not null,
  id {id} not null,
  person {id} not null,
  factors BIGINT not null,
  created_at BIGINT not null,
  seen_at BIGINT not null,
  confirmed_at BIGINT not null,
  expires_at BIGINT not null,
  unique (id)
) {table};

create index login_session_of_person on login_session (person);
create index login_session_by_end on login_session (expires_at);

create table api_token (
  id {id} primary key not null,
  token {key} not null,
  site {id} not null,
  person {id} not null,
  scopes {text} not null,
  name {text} not null,
  created_at BIGINT not null,
  expires_at BIGINT not null,
  revoked BIGINT not null,
  unique (token)
) {table};

create index api_token_of_site on api_token (site);

-- The hash of a secret, of one use, that sets a password.
create table set_up_secret (
  token {key} primary key not null,
  person {id} not null,
  expires_at BIGINT not null
) {table};

create table recovery_code (
  person {id} not null,
  code {key} not null,
  primary key (person, code)
) {table};

-- A bucket that wrong guesses fill and that runs dry with time; its name is a keyed hash. full is in thousandths.
create table throttle (
  bucket {key} primary key not null,
  filled BIGINT not null,
  at BIGINT not null
) {table};

create index throttle_by_age on throttle (at);
