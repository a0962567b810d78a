package io.butterfly.xingqiao.notify;

/** How an attempt to deliver a notice went. */
sealed interface NoticeResult {
    record Done() implements NoticeResult {}

    /** BaiChuan has the message, which has not ended yet: ask again. */
    record UnderWay() implements NoticeResult {}

    record Failed(String reason) implements NoticeResult {}
}
