FROM node AS build
# expect: secret-in-arg
ARG NPM_TOKEN
ARG INNOCENT
ARG INDEX=https://pypi.org/simple
ARG VERSION
# expect: secret-in-env
ENV TOKEN=$NPM_TOKEN
# expect: secret-arg-in-run
RUN echo "//registry.npmjs.org/:_authToken=${NPM_TOKEN}" > .npmrc
# expect: secret-arg-in-run
RUN test -n "$TOKEN"
# expect: secret-arg-in-run
RUN mkdir -p ~/.ssh && printf "$INNOCENT" > ~/.ssh/id_rsa
RUN pip install --index-url $INDEX app==$VERSION && echo 'x=$NPM_TOKEN'
# expect: secret-removed-later
RUN npm ci && rm -f .npmrc
FROM build
# expect: secret-arg-in-run
RUN git clone https://x:${NPM_TOKEN}@git.example.com/a.git
RUN TOKEN=$(cat /x) && curl -H "Authorization: Bearer $TOKEN" https://example.com
