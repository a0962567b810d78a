package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A job in one line: {@code /ruqi/job_add_by_line}; a rule and a command, such as {@code 1d python test_handler.py
 * /ruqi/job_history_clear}.
 */
public record JobLine(@JsonProperty(required = true) String line) {}
