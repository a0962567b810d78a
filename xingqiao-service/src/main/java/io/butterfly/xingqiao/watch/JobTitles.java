package io.butterfly.xingqiao.watch;

import java.util.Collection;
import java.util.Map;

/** What jobs are called. An interface, so that the storage depends on this package and not the reverse. */
public interface JobTitles {
    /** @param type the workflow */
    record Title(long id, String type, String name) {}

    /** By the id of the request that created the job; without those that are not there any more. */
    Map<String, Title> find(Collection<String> jobReqids);
}
