package io.butterfly.xingqiao.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
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
            @Param("Name of the workflow") @JsonProperty(required = true)
            String jobType,

            @Param("Only jobs with this tag, key=value") String jobTag,
            @Param("Jobs with this code are not counted") String excludeRetstat,

            @Param("Created then or later: YYYY-MM-DD or YYYY-MM-DD HH:MM:SS") @JsonProperty("c_time_from")
            String from,

            @Param("Created before then, as c_time_from") @JsonProperty("c_time_to")
            String to) {}

    @Api(
            value = "/xingqiao/statistics_success_rate",
            role = Role.VIEWER,
            reads = true,
            summary = "Counts ended jobs by week and success")
    Reply successRate(SuccessRate call) {
        String excluded = Optional.ofNullable(call.excludeRetstat()).orElse("");
        return Reply.data(Charts.successRate(
                counts.weeks(jobs(call.jobType(), call.jobTag(), call.from(), call.to()), excluded), excluded));
    }

    record JobTagRatio(
            @Param("Name of the workflow") @JsonProperty(required = true)
            String jobType,

            @Param("The tag's key") @JsonProperty(required = true)
            String jobtagName,

            @Param("The tag's values, joined by commas; 1 to 100 of them") @JsonProperty(required = true)
            String jobtagValues,

            @Param("Only jobs with this tag, key=value") String jobTag,

            @Param("Created then or later: YYYY-MM-DD or YYYY-MM-DD HH:MM:SS") @JsonProperty("c_time_from")
            String from,

            @Param("Created before then, as c_time_from") @JsonProperty("c_time_to")
            String to) {}

    @Api(
            value = "/xingqiao/statistics_jobtag_ratio",
            role = Role.VIEWER,
            reads = true,
            summary = "Counts jobs by the values of a tag")
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
            @Param("Name of the workflow") @JsonProperty(required = true)
            String jobType,

            @Param("Only jobs with this tag, key=value") String jobTag,

            @Param("Created then or later: YYYY-MM-DD or YYYY-MM-DD HH:MM:SS") @JsonProperty("c_time_from")
            String from,

            @Param("Created before then, as c_time_from") @JsonProperty("c_time_to")
            String to) {
        Selection jobs() {
            return StatisticsCalls.jobs(jobType, jobTag, from, to);
        }
    }

    @Api(
            value = "/xingqiao/statistics_retstat_ratio",
            role = Role.VIEWER,
            reads = true,
            summary = "Counts jobs by their result code")
    Reply retStatRatio(Ratio call) {
        return Reply.data(Charts.pie("retstat", counts.byRetStat(call.jobs())));
    }

    @Api(
            value = "/xingqiao/statistics_cost",
            role = Role.VIEWER,
            reads = true,
            summary = "Shows how long jobs and their tasks took")
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
