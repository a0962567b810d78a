package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.BeanDefinitionReference;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The graph of our beans, as Micronaut will build it. A bean gets what it needs in its constructor, and never needs
 * itself: a {@code Provider} hides such a circle, but does not break it.
 */
public final class BeanRules {
    private static final String OURS = "io.butterfly.";

    private final List<BeanDefinition<?>> beans;
    private final Set<BeanDefinition<?>> finished = new LinkedHashSet<>();
    private final Set<BeanDefinition<?>> path = new LinkedHashSet<>();
    private final List<String> circles = new ArrayList<>();

    private BeanRules(List<BeanDefinition<?>> beans) {
        this.beans = beans;
    }

    @ArchTest
    static void beans_are_injected_by_their_constructors(JavaClasses _classes) {
        assertThat(beans()).isNotEmpty();
        assertThat(beans().stream()
                        .flatMap(bean -> Stream.concat(
                                bean.getInjectedFields().stream(),
                                bean.getInjectedMethods().stream().filter(method -> method.getArguments().length > 0)))
                        .map(Object::toString))
                .isEmpty();
    }

    @ArchTest
    static void beans_form_no_circle(JavaClasses _classes) {
        BeanRules graph = new BeanRules(beans());
        graph.beans.forEach(graph::visit);

        assertThat(graph.circles).isEmpty();
    }

    private static List<BeanDefinition<?>> beans() {
        List<BeanDefinition<?>> beans = new ArrayList<>();
        @SuppressWarnings("rawtypes")
        List<BeanDefinitionReference> references = new ArrayList<>();
        SoftServiceLoader.load(BeanDefinitionReference.class, BeanRules.class.getClassLoader())
                .collectAll(references);
        for (BeanDefinitionReference<?> reference : references) {
            if (reference.getBeanDefinitionName().startsWith(OURS) && !isOfTests(reference.getClass())) {
                beans.add(reference.load());
            }
        }
        return beans;
    }

    private static boolean isOfTests(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source != null && source.getLocation().getPath().contains("/test-classes/");
    }

    private void visit(BeanDefinition<?> bean) {
        if (finished.contains(bean)) {
            return;
        }
        if (!path.add(bean)) {
            List<String> names = path.stream()
                    .dropWhile(step -> step != bean)
                    .map(step -> step.getBeanType().getSimpleName())
                    .toList();
            circles.add(String.join(" needs ", names) + " needs " + names.getFirst());
            return;
        }
        needed(bean).forEach(this::visit);
        path.remove(bean);
        finished.add(bean);
    }

    private Set<BeanDefinition<?>> needed(BeanDefinition<?> bean) {
        Set<BeanDefinition<?>> needed = new LinkedHashSet<>();
        for (Argument<?> argument : bean.getConstructor().getArguments()) {
            for (Class<?> type : types(argument)) {
                beans.stream()
                        .filter(other -> type.isAssignableFrom(other.getBeanType()) && other != bean)
                        .forEach(other -> needed.add(other));
            }
        }
        return needed;
    }

    /** Also what a {@code Provider}, a list or an {@code Optional} is of. */
    private static List<Class<?>> types(Argument<?> argument) {
        List<Class<?>> types = new ArrayList<>();
        Stream.concat(Stream.of(argument), Stream.of(argument.getTypeParameters()))
                .map(Argument::getType)
                .filter(type -> type.getName().startsWith(OURS))
                .forEach(types::add);
        return types;
    }
}
