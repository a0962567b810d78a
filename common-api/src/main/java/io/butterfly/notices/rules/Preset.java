package io.butterfly.notices.rules;

/** What a webhook's body looks like. */
public enum Preset {
    DINGTALK,
    FEISHU,
    WECOM,
    SLACK,
    TEAMS,
    /** Our own: all that is known, as one object. */
    JSON
}
