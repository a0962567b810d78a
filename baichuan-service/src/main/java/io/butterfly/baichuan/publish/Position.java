package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Names;

/** Where a message waits to be claimed. */
public sealed interface Position {
    Position BACK = new Back();
    Position FRONT = new Front();

    /** Behind those that wait already. */
    record Back() implements Position {}

    /** Before those that wait already. */
    record Front() implements Position {}

    /** Before all that are less urgent. @param level 1 to 9, the highest first */
    record Urgent(int level) implements Position {
        public Urgent {
            Options.require(level >= 1 && level <= 9, "priority must be from 0 to 9");
        }
    }

    /** With those of its group, which are executed a few at a time; groups take turns. */
    record Grouped(String group) implements Position {
        public Grouped {
            Options.require(Names.isName(group), "group must " + Names.NAME_RULE);
        }
    }

    /** As the index has it; empty for the usual one. */
    default String code() {
        return switch (this) {
            case Back back -> "";
            case Front front -> "<";
            case Urgent(int level) -> "!" + level;
            case Grouped(String group) -> "=" + group;
        };
    }
}
