-- The data key of each person, wrapped under the site's key. An empty one was destroyed: its person is erased.
CREATE TABLE person_key (
  person {id} NOT NULL,
  version BIGINT NOT NULL,
  wrapped {text} NOT NULL,
  PRIMARY KEY (person, version)
){table};
