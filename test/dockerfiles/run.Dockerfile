FROM alpine
# expect: secret-in-run
RUN curl -u admin:X{digits:3}!{word}{digits:3} -o a.jar https://repo.example.com/a.jar
RUN curl -u "$USER:$PASS" https://a.example.com && curl -u name https://b.example.com && mkdir -p x && cp -p a b
RUN apk add curl && \
# expect: secret-in-run
    echo 'root:X{digits:3}!{word}{digits:3}' | chpasswd && \
# expect: secret-in-run
    echo "app:app" | chpasswd
# expect: secret-in-run
RUN sshpass -p X{digits:3}!{word}{digits:3} ssh host
# expect: secret-in-run
RUN docker login -u me -p X{digits:3}!{word}{digits:3} registry.example.com
# expect: secret-in-run
RUN mysql -uroot -pX{digits:3}!{word}{digits:3} -e 'SELECT 1' && mysql -u root -p database
# expect: secret-in-run
RUN aws configure set aws_secret_access_key awssecret_key
# expect: secret-in-run
RUN mysql -e "CREATE USER app IDENTIFIED BY 'X{digits:3}!{word}{digits:3}'"
# expect: secret-in-run
RUN npm config set //registry.example.com/:_authToken {base62:30}
# expect: secret-in-run
RUN DB_PASSWORD=X{digits:3}!{word}{digits:3} ./migrate
# expect: secret-in-run
RUN psql -c "ALTER USER postgres PASSWORD 'X{digits:3}!{word}{digits:3}'"
RUN bundle exec rake assets:precompile SECRET_KEY_BASE=dummy
RUN { echo 'aws_secret_access_key = $AMAZON_SECRET_ACCESS_KEY'; } > /root/.s3cfg
RUN ./configure --with-password-argon2 --disabled-password && adduser --disabled-password app
RUN sed -i 's/#PermitRootLogin prohibit-password/PermitRootLogin yes/' /etc/ssh/sshd_config
RUN gpg --batch --keyserver hkps://keys.openpgp.org --recv-keys B42F6819007F00F88E364FD4036A9C25BF357DD4
RUN <<EOF
apk add x
# expect: secret-in-run
export API_TOKEN={base62:32}
EOF
COPY <<EOF /app/.env
PORT=80
# expect: secret-in-copied-text
DB_PASSWORD=X{digits:3}!{word}{digits:3}
EOF
# expect: secret-in-command
HEALTHCHECK CMD curl -f -u admin:X{digits:3}!{word}{digits:3} http://localhost/
# expect: secret-in-command
CMD ["redis-server", "--requirepass", "X{digits:3}!{word}{digits:3}"]
