package io.butterfly.gateway;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.butterfly.house.BeanRules;
import io.butterfly.house.HouseRules;

@AnalyzeClasses(packages = "io.butterfly", importOptions = DoNotIncludeTests.class)
class HouseTest {
    @ArchTest
    static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchTests BEAN_RULES = ArchTests.in(BeanRules.class);
}
