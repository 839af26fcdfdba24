# ---- The build: Maven makes target/quarkus-app, a folder of jars -------------------------------------------

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
# All of it, as .dockerignore lets in only what the build reads.
COPY . .
# The cache keeps what Maven downloads from one build of the image to the next. A layer of dependencies alone would
# miss those that plugins resolve as they run (Error Prone, the formatter, Quarkus's build steps).
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    mvn -B -ntp -DskipTests package

# ---- The service -------------------------------------------------------------------------------------------

FROM eclipse-temurin:25-jre

# Log lines and the names of manuscripts may be Chinese, whatever locale the base has.
ENV LANG=C.UTF-8 LC_ALL=C.UTF-8

# Java draws the images to share stories with, by a font that comes along; but it draws no text at all where fontconfig
# has no font. The base has both; a stand-in for it may not.
RUN fc-list | grep -q . \
    || (apt-get update && apt-get install -y --no-install-recommends fontconfig fonts-dejavu-core \
        && rm -rf /var/lib/apt/lists/*)

# The number is fixed, so that a volume keeps its owner from one image to the next.
RUN groupadd --gid 10001 shida \
    && useradd --uid 10001 --gid shida --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin shida \
    && install -d -o shida -g shida -m 0750 /data \
    && install -d /manuscripts
VOLUME /data

# What changes least comes first: a new version of Shida replaces the small layers only. It all belongs to root:
# the service cannot change its own code.
WORKDIR /opt/shida
COPY --from=build /build/target/quarkus-app/lib/ lib/
COPY --from=build /build/target/quarkus-app/quarkus-run.jar ./
COPY --from=build /build/target/quarkus-app/quarkus/ quarkus/
COPY --from=build /build/target/quarkus-app/app/ app/
COPY --from=build /build/target/quarkus-run-cyclonedx.json sbom.cdx.json
# A training run makes the AOT cache here, as it fits this Java and these files only.
RUN --mount=type=bind,from=build,source=/build/src/main/sh,target=/tmp/sh \
    /tmp/sh/aot-cache /opt/shida

ENV SHIDA_DATA=/data SHIDA_MANUSCRIPTS=/manuscripts

USER 10001:10001
EXPOSE 8080

# Whether the service can be given requests. bash, as the base may have no curl.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD \
    bash -c 'exec 3<>"/dev/tcp/127.0.0.1/${QUARKUS_MANAGEMENT_PORT:-9000}" \
        && printf "GET /q/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n" >&3 \
        && read -r -t 4 status <&3 && [[ $status == HTTP/1.?" 200 "* ]]' || exit 1

# No shell in between: the java process is the one that a stop signals.
ENTRYPOINT ["java", "@/opt/shida/shida.options", "-jar", "/opt/shida/quarkus-run.jar"]

# The base's labels describe the base.
ARG VERSION=unreleased
LABEL org.opencontainers.image.title="Shida 十大" \
      org.opencontainers.image.description="A content API for yearly lists of ten stories." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
