# Node as package.json pins it; tools/checks/check-containers.mjs keeps the two in step.
ARG NODE=node:26.10.0-slim

FROM ${NODE} AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/protocol/package.json packages/protocol/
COPY packages/client/package.json packages/client/
COPY packages/text/package.json packages/text/
COPY apps/server/package.json apps/server/
COPY apps/web/package.json apps/web/

FROM manifests AS web
# Its build needs no install script: not the pinned runtime, not the databases of the tests.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY packages packages
COPY apps/web apps/web
RUN node node_modules/vite/bin/vite.js build apps/web

FROM manifests AS dependencies
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund --workspace apps/server

FROM manifests AS pictures
# What reads pictures is optional, and with it come other things that are: only it is taken from here.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --workspace apps/server

FROM ${NODE}
LABEL org.opencontainers.image.title="Confab" \
      org.opencontainers.image.description="Team chat that you own" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
ENV NODE_COMPILE_CACHE=/var/cache/confab
WORKDIR /app
COPY --from=dependencies /app ./
COPY --from=pictures /app/node_modules/@img node_modules/@img
COPY LICENSE ./
COPY packages/protocol packages/protocol
COPY packages/text packages/text
COPY apps/server apps/server
COPY --from=web /app/apps/web/dist apps/web/dist
RUN mkdir /data /var/cache/confab && chown node:node /data /var/cache/confab
USER node
# It runs for a moment and leaves the compiled modules in the image: a start is faster by a third, and the process smaller
# by a quarter. Where it does not start there is no image.
RUN DATA_DIR=/tmp/warm-up PORT=0 timeout --preserve-status 10 node --max-semi-space-size=4 apps/server/src/main.ts \
  && rm -r /tmp/warm-up
# Whoever gets in finds nothing to run but Node: no shell, nothing that installs. What is left reads the image and writes /data, also
# where the rest is mounted read-only.
USER root
RUN ["node", "--eval", "const fs = require('node:fs'); const gone = ['/usr/bin/sh', '/usr/bin/dash', '/usr/bin/bash', '/usr/bin/rbash', '/usr/bin/perl', '/usr/bin/apt', '/usr/bin/apt-get', '/usr/bin/dpkg', '/usr/local/bin/npm', '/usr/local/bin/npx', '/usr/local/bin/yarn', '/usr/local/bin/yarnpkg', '/usr/local/bin/corepack', '/usr/local/lib/node_modules']; for (const path of gone) fs.rmSync(path, { recursive: true, force: true })"]
USER node
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "apps/server/src/main.ts"]
