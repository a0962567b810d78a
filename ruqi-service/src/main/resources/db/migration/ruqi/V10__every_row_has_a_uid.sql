-- Lists go by it where rows are equal in everything else.
UPDATE ruqi_jobs SET job_uid = UPPER(REPLACE(UUID(), '-', '')) WHERE job_uid IS NULL;
