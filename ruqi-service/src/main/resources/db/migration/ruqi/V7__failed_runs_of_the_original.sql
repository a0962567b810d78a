UPDATE ruqi_jobs_history SET status = 'failed' WHERE firing_id IS NULL AND cmd_is_success = 0;
