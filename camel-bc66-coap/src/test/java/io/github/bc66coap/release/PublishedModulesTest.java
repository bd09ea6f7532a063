// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;

/** What a repository wants of the modules that are published, and what the BOM promises of them. */
class PublishedModulesTest {
    private static final Path ROOT = Path.of("..");
    private static final String DEPLOY_SKIP = "properties/maven.deploy.skip";

    private final List<Pom> modules = modules(Pom.read(ROOT.resolve("pom.xml")));

    @Test
    void theBomHasEachModuleThatIsPublishedAndNoOther() {
        Pom bom = bom();
        List<Element> managed = children(find(bom.project, "dependencyManagement/dependencies"));
        assertThat(managed)
                .extracting(dependency -> text(dependency, "artifactId"))
                .containsExactlyInAnyOrderElementsOf(modules.stream()
                        .filter(Pom::isPublished)
                        .filter(module -> !"pom".equals(module.text("packaging")))
                        .map(Pom::artifact)
                        .toList());
        assertThat(managed).allSatisfy(dependency -> {
            assertThat(text(dependency, "groupId")).isEqualTo(bom.text("groupId"));
            assertThat(text(dependency, "version")).isEqualTo("${project.version}");
        });
    }

    @Test
    void allModulesHaveOneVersion() {
        assertThat(modules).extracting(Pom::version).containsOnly(bom().version());
    }

    @Test
    void publishedModulesHaveTheMetadataOfRepositories() {
        assertThat(modules.stream().filter(Pom::isPublished)).isNotEmpty().allSatisfy(module -> {
            assertThat(module.text("name")).as("name").isNotBlank();
            assertThat(module.text("description")).as("description").isNotBlank();
            for (String inherited : List.of(
                    "url",
                    "licenses/license/name",
                    "licenses/license/url",
                    "developers/developer/name",
                    "scm/connection",
                    "scm/developerConnection",
                    "scm/url")) {
                assertThat(module.inherited(inherited)).as(inherited).isNotBlank();
            }
        });
    }

    private Pom bom() {
        return modules.stream()
                .filter(module -> module.artifact().equals("camel-bc66-coap-bom"))
                .findAny()
                .orElseThrow();
    }

    /** It and all below it. */
    private static List<Pom> modules(Pom pom) {
        List<Pom> found = new ArrayList<>(List.of(pom));
        for (Element module : children(find(pom.project, "modules"))) {
            found.addAll(modules(
                    Pom.read(pom.file.resolveSibling(module.getTextContent()).resolve("pom.xml"))));
        }
        return found;
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element == null ? null : element.getFirstChild();
                child != null;
                child = child.getNextSibling()) {
            if (child instanceof Element found) {
                children.add(found);
            }
        }
        return children;
    }

    private static Element find(Element element, String path) {
        Element found = element;
        for (String name : path.split("/")) {
            found = children(found).stream()
                    .filter(child -> child.getTagName().equals(name))
                    .findFirst()
                    .orElse(null);
        }
        return found;
    }

    private static String text(Element element, String path) {
        Element found = find(element, path);
        return found == null ? null : found.getTextContent();
    }

    private record Pom(Path file, Element project, Pom parent) {
        static Pom read(Path file) {
            try {
                Element project = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getDocumentElement();
                String up = PublishedModulesTest.text(project, "parent/relativePath");
                Path parent = file.resolveSibling(up == null ? "../pom.xml" : up);
                boolean hasParent = PublishedModulesTest.text(project, "parent/artifactId") != null;
                return new Pom(
                        file,
                        project,
                        hasParent ? read(Files.isDirectory(parent) ? parent.resolve("pom.xml") : parent) : null);
            } catch (SAXException | IOException | ParserConfigurationException e) {
                throw new IllegalStateException(file.toString(), e);
            }
        }

        String text(String path) {
            return PublishedModulesTest.text(project, path);
        }

        String inherited(String path) {
            String own = text(path);
            return own != null || parent == null ? own : parent.inherited(path);
        }

        String artifact() {
            return text("artifactId");
        }

        String version() {
            return text("version") == null ? text("parent/version") : text("version");
        }

        boolean isPublished() {
            return !"true".equals(inherited(DEPLOY_SKIP));
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }
}
