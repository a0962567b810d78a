package io.butterfly.xingqiao.notifier;

/** How an attempt to deliver a notice went. */
sealed interface Delivery {
    record Done() implements Delivery {}

    /** It has been handed over, and is not over yet: ask again. */
    record UnderWay() implements Delivery {}

    record Failed(String reason) implements Delivery {}
}
