UPDATE ruqi_jobs SET parked = 'made by the original RuQi: its job_state is a Python pickle; add the job again' WHERE job_uid IS NULL;
