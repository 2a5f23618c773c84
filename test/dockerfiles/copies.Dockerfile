FROM node AS build
# expect: secret-file-in-copy
COPY package.json .npmrc ./
# expect: secret-file-in-copy
ADD .ssh/id_rsa /root/.ssh/id_rsa
# expect: secret-file-in-copy
COPY deploy /root/.ssh/id_rsa
# expect: secret-file-in-copy
COPY ./config $AWS_CONFIG_FILE
# expect: secret-file-in-copy
ONBUILD COPY .env /app/
COPY .env.example .npmrc.example id_rsa.pub public.pem ca-bundle.pem /etc/x/
COPY .env.example .env
COPY known_hosts /root/.ssh/
COPY .yarnrc.yml gradle.properties ./
# expect: credentials-in-add-url
ADD https://deploy:X{digits:3}!{word}{digits:3}@artifacts.example.com/app.tgz /opt/
ADD https://example.com/user@2x.png git@github.com:acme/app.git /src/
WORKDIR /app
# expect: secret-file-in-copy
COPY auth.json ./
RUN npm ci
# expect: secret-removed-later
RUN rm -f /app/auth.json
COPY . .
# expect: secret-removed-later
RUN rm -f .env
RUN cp .env.example .env && make && rm .env
FROM scratch
# expect: secret-file-in-copy
COPY --from=build /root/.npmrc /root/.npmrc
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
