package io.butterfly.xingqiao.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.Api;
import io.butterfly.xingqiao.inspect.Charts;
import io.butterfly.xingqiao.inspect.Charts.Slice;
import io.butterfly.xingqiao.inspect.Moments;
import io.butterfly.xingqiao.mysql.read.Counts;
import io.butterfly.xingqiao.mysql.read.Counts.Selection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Figures for charts. All take a span of {@code c_time} beside the contract's parameters. */
@Singleton
class StatisticsCalls {
    private static final int MAX_VALUES = 100;

    private final Counts counts;

    StatisticsCalls(Counts counts) {
        this.counts = counts;
    }

    record SuccessRate(
            @JsonProperty(required = true) String jobType,
            String jobTag,
            String excludeRetstat,
            @JsonProperty("c_time_from") String from,
            @JsonProperty("c_time_to") String to) {}

    @Api(value = "/xingqiao/statistics_success_rate", role = Role.VIEWER, reads = true)
    Reply successRate(SuccessRate call) {
        String excluded = Optional.ofNullable(call.excludeRetstat()).orElse("");
        return Reply.data(Charts.successRate(
                counts.weeks(jobs(call.jobType(), call.jobTag(), call.from(), call.to()), excluded), excluded));
    }

    record JobTagRatio(
            @JsonProperty(required = true) String jobType,
            @JsonProperty(required = true) String jobtagName,
            @JsonProperty(required = true) String jobtagValues,
            String jobTag,
            @JsonProperty("c_time_from") String from,
            @JsonProperty("c_time_to") String to) {}

    @Api(value = "/xingqiao/statistics_jobtag_ratio", role = Role.VIEWER, reads = true)
    Reply jobTagRatio(JobTagRatio call) {
        List<String> values = Stream.of(call.jobtagValues().split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.isEmpty() || values.size() > MAX_VALUES) {
            throw new Refusal(
                    Stat.ERR_BAD_PARAMS, "jobtag_values must have 1 to " + MAX_VALUES + " values, joined by commas");
        }
        List<String> tags =
                values.stream().map(value -> call.jobtagName() + "=" + value).toList();
        List<Long> numbers = counts.tagged(jobs(call.jobType(), call.jobTag(), call.from(), call.to()), tags);
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            slices.add(new Slice(values.get(i), numbers.get(i)));
        }
        return Reply.data(Charts.pie(call.jobtagName(), slices));
    }

    record Ratio(
            @JsonProperty(required = true) String jobType,
            String jobTag,
            @JsonProperty("c_time_from") String from,
            @JsonProperty("c_time_to") String to) {
        Selection jobs() {
            return StatisticsCalls.jobs(jobType, jobTag, from, to);
        }
    }

    @Api(value = "/xingqiao/statistics_retstat_ratio", role = Role.VIEWER, reads = true)
    Reply retStatRatio(Ratio call) {
        return Reply.data(Charts.pie("retstat", counts.byRetStat(call.jobs())));
    }

    @Api(value = "/xingqiao/statistics_cost", role = Role.VIEWER, reads = true)
    Reply cost(Ratio call) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("job", counts.jobCost(call.jobs()).orElse(null));
        data.put("tasks", counts.taskCosts(call.jobs()));
        return Reply.data(data);
    }

    private static Selection jobs(String type, String tag, String from, String to) {
        if (tag != null && tag.indexOf('=') < 1) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, "job_tag must be key=value, such as region=bj, not " + tag);
        }
        return new Selection(
                type, Optional.ofNullable(tag), Moments.parse("c_time_from", from), Moments.parse("c_time_to", to));
    }
}
