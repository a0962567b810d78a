package io.butterfly.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void the_median_of_an_even_number_lies_between_the_middle_two() {
        assertThat(new Samples(4, 1, 3, 2).median()).isEqualTo(2.5);
        assertThat(new Samples(5, 1, 9).median()).isEqualTo(5);
    }

    @Test
    void a_percentile_is_one_of_the_samples() {
        Samples samples = new Samples(
                java.util.stream.IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

        assertThat(samples.percentile(0.5)).isEqualTo(50);
        assertThat(samples.percentile(0.99)).isEqualTo(99);
        assertThat(samples.percentile(1)).isEqualTo(100);
        assertThat(new Samples(7).percentile(0.01)).isEqualTo(7);
    }

    @Test
    void figures_keep_three_digits_that_matter() {
        assertThat(Samples.figure(21_345.4)).isEqualTo("21 345");
        assertThat(Samples.figure(1.2345)).isEqualTo("1.23");
        assertThat(Samples.figure(0.01234)).isEqualTo("0.0123");
        assertThat(new Samples(2, 1, 3)).hasToString("2.00 (1.00 to 3.00, 3 runs)");
    }
}
