FROM alpine
# expect: secret-in-arg
ARG NPM_TOKEN
# expect: secret-in-arg
ARG FOO=test GITHUB_TOKEN
# expect: secret-in-arg
ONBUILD ARG AWS_SECRET_ACCESS_KEY
ARG TOKEN_URL=https://idp.example.com/token
ARG KEY_ID=abc KEYBOARD=us SSH_PUBLIC_KEY PASSWORD_MIN_LENGTH=12 SECRET_NAME=app/db
ARG NPM_TOKEN_FILE COMPOSER_AUTH_JSON=false
# expect: secret-in-env
ENV DB_PASSWORD=X{digits:3}!{word}{digits:3}
# expect: secret-in-env
ENV MYSQL_ROOT_PASSWORD root
ENV A=b \
# expect: secret-in-env
    VNC_PW=vncpassword \
    VNC_VIEW_ONLY=false
# expect: secret-in-env
ENV COPY_OF=$NPM_TOKEN
ENV DB_PASSWORD_FILE=/run/secrets/db SSL_CERT_KEY=/etc/ssl/server.key EMPTY_PASSWORD= OTHER_PASSWORD=""
ENV UNDECLARED_PASSWORD=$NOBODY
ENV SECRET_KEY_BASE=dummy NEXT_PUBLIC_ANON_KEY=abc GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305
# expect: secret-in-label
LABEL com.example.api-token={base62:32}
# layerlint-ignore secret-in-env -- the test database has no other
ENV TEST_PASSWORD=test1234
