package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;

/**
 * A job in one line: {@code /ruqi/job_add_by_line}; a rule and a command, such as {@code 1d python test_handler.py
 * /ruqi/job_history_clear}.
 */
public record JobLine(
        @Param("A rule and a command, such as 1d python test_handler.py /ruqi/job_history_clear")
        @JsonProperty(required = true)
        String line) {}
