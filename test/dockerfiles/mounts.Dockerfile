FROM node
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
RUN --mount=type=secret,id=t curl -H "Authorization: Bearer $(cat /run/secrets/t)" -o a https://example.com/a
RUN --mount=type=secret,id=t,env=T npm config set //r.example.com/:_authToken=$T && npm ci && npm config delete //r.example.com/:_authToken
RUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc .npmrc && npm ci && rm .npmrc
RUN --mount=type=secret,id=npmrc --mount=type=tmpfs,target=/work cp /run/secrets/npmrc /work/.npmrc
RUN --mount=type=secret,id=npmrc ln -s /run/secrets/npmrc /root/.npmrc && npm ci
# expect: secret-mount-copied
RUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && npm ci
# expect: secret-mount-copied
RUN --mount=type=secret,id=key cat /run/secrets/key > /etc/app.key
# expect: secret-mount-copied
RUN --mount=type=secret,id=key cat /run/secrets/key | tee /etc/app.key
# expect: secret-mount-copied
RUN --mount=type=secret,id=gh,env=GH git clone https://x:$GH@git.example.com/a.git
# expect: secret-mount-copied
RUN --mount=type=secret,id=gh GH=$(cat /run/secrets/gh) && git config --global url."https://$GH@github.com/".insteadOf https://github.com/
# expect: secret-mount-copied
RUN --mount=type=secret,id=pw,env=PW echo "root:$PW" | chpasswd
# expect: secret-mount-copied
RUN --mount=type=secret,id=env,env=API echo "API_KEY=$API" >> .env
# expect: secret-mount-copied
RUN --mount=type=secret,id=x cat /run/secrets/x
RUN <<EOF
true
EOF
