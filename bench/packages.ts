/** Lists of packages that `false-positives` unpacks and scans; a name here says nothing of what is in the package. */
export type Kind = 'debian' | 'npm' | 'gem' | 'app';
/** An `app` is what npm installs for several packages at once, named one behind the other: all that they depend on. */
export type Packages = Readonly<Record<Exclude<Kind, 'app'>, readonly string[]> & { readonly app?: readonly string[] }>;

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** The rules were mended with `tuned` in view; each later round was picked as a whole, by name, before any of it was looked at. */
export const ROUNDS: Readonly<Record<'tuned' | 'first' | 'second' | 'third' | 'fourth' | 'fifth' | 'sixth' | 'seventh' | 'eighth', Packages>> = {
  tuned: {
    debian: words(`python3.11-minimal libpython3.11-stdlib libpython3.11-minimal perl-base perl-modules-5.36 libperl5.36 openssl libssl3 ca-certificates git git-man
      libnode108 npm ruby3.1 libruby3.1 rubygems-integration php8.2-cli php8.2-common openjdk-17-jre-headless nginx nginx-common apache2 apache2-bin apache2-data
      postgresql-15 postgresql-client-15 postgresql-common mariadb-server mariadb-server-core mariadb-client redis-server curl wget gnupg gpg openssh-client openssh-server
      vim-runtime bash coreutils systemd sudo rsync sqlite3 docker.io golang-1.19-src cmake-data binutils gcc-12 libc6-dev python3-pip python3-cryptography python3-boto3
      python3-requests python3-django ansible-core libstdc++-12-dev tcl8.6 emacs-common samba-common`),
    npm: words(`aws-sdk @aws-sdk/client-s3 stripe twilio jsonwebtoken node-forge swagger-ui swagger-ui-dist express react react-dom next webpack typescript eslint
      lodash axios firebase firebase-admin googleapis mongodb mongoose mysql2 pg redis ioredis passport jose jwks-rsa node-rsa ssh2 sshpk http-signature openai
      @octokit/rest @slack/web-api nodemailer mailgun.js @sendgrid/mail dotenv config vite rollup prettier jest mocha puppeteer-core playwright-core core-js
      bootstrap jquery d3 three moment rxjs @angular/core vue svelte electron-builder serverless pulumi @pulumi/aws cypress bcrypt crypto-js elliptic`),
    gem: words(`rails activerecord actionpack devise aws-sdk-core aws-sdk-s3 jwt omniauth faraday net-ssh net-scp openid-connect httparty excon fog-aws octokit
      rest-client sidekiq redis pg mysql2 rack sinatra nokogiri mail bcrypt doorkeeper oauth2 webpush acme-client json-jwt`),
  },
  first: {
    debian: words(`python3-paramiko python3-jwt python3-flask python3-sqlalchemy python3-twisted python3-urllib3 python3-oauthlib python3-azure salt-common
      puppet-agent php-symfony-http-kernel phpmyadmin wordpress libgnutls30 libgcrypt20 libnss3 libcurl4 haproxy squid dovecot-core exim4-base postfix freeradius-common
      slapd krb5-user mosquitto rabbitmq-server tomcat9-common nodejs-doc golang-golang-x-crypto-dev`),
    npm: words(`@azure/identity @google-cloud/storage @supabase/supabase-js auth0 passport-jwt express-session fastify koa hapi @nestjs/core socket.io discord.js telegraf
      square braintree plaid @sentry/node newrelic dd-trace winston knex typeorm prisma sequelize oracledb keycloak-js openpgp node-jose web-push expo`),
    gem: words('gitlab google-api-client openssl-ccm net-ldap saml oauth lockbox attr-encrypted ed25519 rugged slack-notifier redis-store sequel rack-attack sshkey hiera'),
  },
  second: {
    debian: words(`python3-jose python3-authlib python3-passlib python3-botocore python3-google-auth python3-keystoneauth1 python3-aiohttp python3-scrapy python3-kubernetes
      python3-pysaml2 python3-libcloud python3-ecdsa python3-pymongo python3-ldap3 python3-numpy awscli ansible certbot node-jose node-undici golang-github-aws-aws-sdk-go-dev golang-google-api-dev golang-github-docker-docker-dev golang-github-golang-jwt-jwt-dev golang-gopkg-square-go-jose.v2-dev
      librust-openssl-dev librust-rustls-dev librust-reqwest-dev libbcprov-java libspring-web-java libmariadb-java libcryptx-perl libmojolicious-perl libnet-amazon-s3-perl
      libwww-perl php-guzzlehttp-guzzle php-phpseclib roundcube-core postgresql-doc-15 libssl-doc gnutls-doc linux-headers-amd64 texlive-base bind9 openvpn prosody
      zabbix-frontend-php kamailio cups openjdk-17-jdk-headless r-base-core`),
    npm: words(`@aws-sdk/client-sts @aws-sdk/credential-providers @azure/storage-blob @azure/keyvault-secrets @google-cloud/pubsub google-auth-library @octokit/auth-app grant
      passport-oauth2 passport-google-oauth20 passport-saml oidc-provider openid-client oauth oauth4webapi simple-oauth2 jsrsasign pkijs asn1.js @peculiar/x509 tweetnacl
      libsodium-wrappers noble-secp256k1 ethers web3 bitcoinjs-lib bip39 swagger-parser @openapitools/openapi-generator-cli openapi-types redoc @faker-js/faker chance
      monaco-editor codemirror ace-builds highlight.js prismjs react-native @babel/core @babel/standalone terser esbuild-wasm tailwindcss gpt-tokenizer tiktoken js-tiktoken
      @xenova/transformers langchain @langchain/core @anthropic-ai/sdk cohere-ai replicate @pinecone-database/pinecone algoliasearch @elastic/elasticsearch kafkajs amqplib
      nats mqtt pusher pubnub ably onesignal-node intercom-client @hubspot/api-client`),
    gem: words(`googleauth signet omniauth-oauth2 fog-openstack httpclient twitter webmock vcr carrierwave rspec-rails rack-oauth2 recaptcha tilt hashie mustache haml sass capybara`),
  },
  third: {
    debian: words(`python3-cryptography-vectors python3-asyncssh python3-social-auth-core python3-boto python3-tornado python3-josepy python3-msrest python3-azure-storage
      python3-github python3-gitlab python3-sentry-sdk python3-stripe python3-twilio python3-redis python3-keyring python3-pgpy python3-notebook python3-scipy python3-nltk
      python3-docker python3-hvac python3-rsa python3-dulwich mitmproxy python3-impacket sqlmap nmap john python3-openstackclient python3-keystone python3-doc
      golang-github-azure-azure-sdk-for-go-dev golang-google-cloud-dev golang-github-minio-minio-go-v7-dev golang-github-lib-pq-dev golang-golang-x-oauth2-dev
      golang-github-go-git-go-git-dev librust-ring-dev librust-sequoia-openpgp-dev librust-cargo-dev librust-pem-dev libpostgresql-jdbc-java libnetty-java libjsch-java
      libshiro-java libcrypt-openssl-rsa-perl libcrypt-jwt-perl libio-socket-ssl-perl libnet-ldap-perl libcatalyst-perl php-symfony-security-core php-tcpdf phpldapadmin
      mediawiki dokuwiki icinga2-common ejabberd strongswan-swanctl etcd-server prometheus restic rclone s3cmd packer mariadb-test-data openjdk-17-doc
      git-doc nginx-doc perl-doc texlive-latex-recommended samba freeipa-client mono-devel`),
    npm: words(`@google-cloud/secret-manager @google-cloud/bigquery @azure/msal-node @azure/cosmos @azure/service-bus minio s3fs ali-oss cos-nodejs-sdk-v5 qiniu
      cloudinary @supabase/gotrue-js next-auth @auth/core lucia better-auth @clerk/backend @okta/okta-sdk-nodejs node-vault hashi-vault-js consul etcd3 vault paypal-rest-sdk @paypal/checkout-server-sdk razorpay shopify-api-node @shopify/shopify-api adyen mollie-api-node coinbase ccxt binance-api-node @sendgrid/client postmark mailchimp-api-v3 resend @mailchimp/mailchimp_marketing node-mailjet messagebird telnyx selfsigned mkcert pem acme-client greenlock node-opcua-pki kubernetes-client @kubernetes/client-node dockerode testcontainers nock msw supertest sinon jsdom
      vitest storybook @storybook/react gatsby nuxt @ionic/core cordova react-scripts create-react-app angular ember-source @strapi/strapi parse-server
      feathers sails loopback meteor-node-stubs hexo ghost n8n-core node-red`),
    gem: words(`rbnacl bunny mongo elasticsearch-api zeitwerk asciidoctor kramdown rouge i18n money fog-google chef-utils mixlib-authentication gpgme cookiejar rotp devise-two-factor omniauth-saml ldap`),
  },
  fourth: {
    debian: words(`python3-itsdangerous python3-pycryptodome python3-httpx python3-sphinx python3-trustme python3-oauth2client python3-psycopg2 python3-mysqldb python3-nacl
      python3-securesystemslib python3-adal python3-msal python3-scapy python3-jupyter-server python3-matplotlib python3-pandas python3-sklearn python3-consul python3-etcd
      python3-acme python3-werkzeug python3-tornado python3-celery python3-kombu python3-gnupg python3-pip-whl node-elliptic node-request node-http-signature node-public-encrypt
      node-got node-superagent golang-github-aws-aws-sdk-go-v2-dev golang-github-containers-image-dev golang-github-gin-gonic-gin-dev golang-github-xanzy-go-gitlab-dev
      golang-github-google-go-github-dev librust-git2-dev librust-native-tls-dev librust-rustls-pemfile-dev libspring-core-java libhttpclient-java libjetty9-java
      libcommons-httpclient-java libnet-ssleay-perl libnet-oauth-perl libauthen-sasl-perl libdbi-perl php-twig php-doctrine-dbal php-pear activemq jetty9 wireguard-tools
      libnss3-tools erlang-ssl erlang-ssh elixir ghc-doc openjdk-17-demo redis-tools hydra wfuzz hashcat-data gitweb subversion mercurial-common cvs ruby-dev lua5.4 guile-3.0
      gnome-keyring-pkcs11 network-manager wpasupplicant hostapd isc-dhcp-server nfs-common snmpd munin-common collectd-core monit`),
    npm: words(`@google-cloud/firestore @google-cloud/logging @azure/event-hubs @azure/data-tables @aws-sdk/client-dynamodb @aws-cdk/core aws-cdk-lib cdktf @pulumi/gcp
      @pulumi/azure-native serverless-offline netlify-cli vercel wrangler firebase-tools heroku @railway/cli supabase @planetscale/database @neondatabase/serverless
      @prisma/client drizzle-orm mikro-orm objection bookshelf waterline nano couchbase cassandra-driver neo4j-driver influx @influxdata/influxdb-client
      @opentelemetry/api @datadog/browser-rum rollbar bugsnag @bugsnag/js loggly winston-loggly-bulk logzio-nodejs eslint-plugin-no-secrets detect-secrets secretlint @secretlint/secretlint-rule-preset-recommend gitleaks-secret-scanner
      jwt-decode express-jwt koa-jwt fastify-jwt @fastify/jwt @nestjs/jwt hawk cookie-session csurf helmet bcryptjs argon2 scrypt-js keytar ssh2-sftp-client node-ssh simple-git isomorphic-git nodegit imap mailparser smtp-server ldapjs activedirectory2 kerberos
      discord.js-selfbot-v13 node-telegram-bot-api @slack/bolt botbuilder whatsapp-web.js @line/bot-sdk`),
    gem: words(`bundler rspec-core minitest thor dotenv config guard listen eventmachine websocket-driver grape sprockets execjs bootsnap`),
  },
  fifth: {
    debian: words(`python3-falcon python3-pyramid python3-zeep python3-pymysql python3-websockets python3-ruamel.yaml python3-jsonschema python3-lxml python3-pil python3-babel
      libjs-jquery-ui php-monolog php-league-flysystem php-mail golang-github-spf13-viper-dev golang-github-gorilla-sessions-dev golang-google-grpc-dev librust-tokio-dev
      librust-hyper-dev libcommons-codec-java liblog4j2-java libplack-perl libdancer2-perl libemail-mime-perl lighttpd memcached unbound chrony fail2ban proftpd-core
      vsftpd nagios4-common cacti tiger aide-common lynis`),
    npm: words(`aws-amplify @aws-sdk/client-lambda @aws-sdk/client-cognito-identity-provider @google-cloud/compute @azure/storage-queue @azure/arm-compute puppeteer nodemon pm2
      request superagent got node-fetch undici graphql apollo-server @apollo/client urql relay-runtime mobx redux zustand formik yup joi ajv validator sanitize-html
      marked markdown-it handlebars ejs pug sass less postcss autoprefixer babel-loader css-loader html-webpack-plugin webpack-dev-server parcel snowpack karma jasmine
      chai ava tap nyc istanbul sqlite3 better-sqlite3 tedious mssql pouchdb lowdb bull agenda node-cron log4js pino bunyan morgan multer formidable busboy`),
    gem: words('activesupport actionmailer activestorage builder nokogiri loofah mime-types public-suffix addressable concurrent-ruby'),
  },  sixth: {
    debian: words(`adminer amavisd-new azure-cli bacula-director buildah capistrano clojure coturn docker-compose duplicity erlang-common-test erlang-eldap
      erlang-p1-oauth2 erlang-snmp etcd-client freeradius-config git-annex git-secret glance-common golang-github-coreos-go-oidc-dev
      golang-github-go-sql-driver-mysql-dev golang-github-labstack-echo-dev golang-github-slack-go-slack-dev golang-github-traefik-yaegi-dev
      golang-mongodb-mongo-driver-dev groovy hledger i2pd influxdb janus jmeter keepassxc kotlin libactivemq-java libauthen-oath-perl libcohttp-ocaml-dev
      libcrypt-openssl-x509-perl libdbix-class-perl libghc-authenticate-oauth-dev libghc-http-client-tls-dev libghc-tls-dev libghc-yesod-auth-dev libh2-java
      libhttp-daemon-ssl-perl libjackrabbit-java libkryo-java libmoose-perl libnet-ssh2-perl libpdfbox2-java libpoe-perl libreswan libspring-jdbc-java
      libtest-lwp-useragent-perl libtomcat9-java libwww-mechanize-perl libzookeeper-java lxc mailman3 msmtp mycli nats-server node-typescript nsd
      offlineimap3 openconnect openvswitch-common pdns-recursor pgbackrest pgpool2 php-doctrine-orm php-horde-imp php-net-ldap2 php-seclib
      php-symfony-framework-bundle php-symfony-security-http podman postgresql-plpython3-15 privoxy puma python3-alembic python3-cherrypy3
      python3-django-guardian python3-djangorestframework python3-fabric python3-flask-security python3-googleapi python3-httpretty python3-jinja2
      python3-ldap python3-matrix-nio python3-networkx python3-openssl python3-pika python3-pymemcache python3-requests-oauthlib python3-spyder
      python3-statsmodels python3-tweepy python3-websocket qemu-system-common r-cran-devtools r-cran-gh r-cran-httr2 r-cran-openssl r-cran-shiny redmine
      schleuder simplesamlphp spamassassin strongswan-libcharon syslog-ng-core tmux trojan unicorn vagrant vim-common webpack xl2tpd zabbix-server-mysql
      zookeeper`),
    npm: words(`@nestjs/common @nestjs/config @hapi/hapi restify feathers loopback-connector strong-oauth2 @oclif/core yargs inquirer chalk cross-spawn execa fs-extra
      glob rimraf uuid nanoid dayjs luxon i18next react-intl @mui/material antd @chakra-ui/react @tanstack/react-query swr react-hook-form react-router-dom
      framer-motion @aws-sdk/client-secrets-manager @aws-sdk/client-ssm @aws-sdk/client-iam @google-cloud/translate @google-cloud/vision
      @azure/ai-form-recognizer @azure/storage-file-share mailgun-js aws4 aws-sign2 s3-upload-stream`),
    gem: words('actioncable aws-sdk-s3 doorkeeper-openid-connect gitlab-labkit httparty mixlib-authentication openid-connect railties train-core warden'),
    app: [
      'react react-dom react-scripts @testing-library/react @testing-library/jest-dom @testing-library/user-event web-vitals',
      '@nestjs/cli @nestjs/schematics @nestjs/testing @nestjs/common @nestjs/core @nestjs/platform-express @nestjs/typeorm @nestjs/passport @nestjs/swagger typeorm pg passport-local ts-jest ts-loader ts-node supertest eslint prettier',
      'express mongoose cors dotenv nodemailer multer express-rate-limit socket.io bull mocha chai nyc sinon eslint-config-airbnb nodemon',
    ],
  },
  seventh: {
    debian: words(`aircrack-ng ansible-lint backuppc barman buildbot cgit cloud-init dmtx-utils docker-registry elinks erlang-crypto erlang-inets erlang-p1-tls
      erlang-src fetchmail getmail6 git-crypt gitlab-cli golang-github-aws-smithy-go-dev golang-github-digitalocean-godo-dev
      golang-github-hetznercloud-hcloud-go-dev golang-github-prometheus-common-dev golang-github-spf13-cobra-dev golang-go.uber-zap-dev gopass gunicorn
      httpie icingaweb2 inspircd jekyll jq keystone kpcli libanyevent-http-perl libbcpkix-java libcommons-email-java libcryptokit-ocaml-dev libderby-java
      libghc-aws-dev libghc-postgresql-simple-dev libghc-warp-dev libguava-java libhibernate-validator-java libhttp-oai-perl libjackson2-databind-java
      libmail-dkim-perl libnet-dns-sec-perl libnet-twitter-perl libphp-adodb libpostgresql-ocaml-dev libsoap-lite-perl libspring-test-java
      libtest-www-mechanize-perl libvirt-daemon libx509-ocaml-dev links lxd mariadb-plugin-connect munin mysql-sandbox ngircd nodejs ocaml-nox onionshare
      openssh-tests pandoc pdns-server pgbouncer php-amqplib php-guzzlehttp-psr7 php-illuminate-support php-nikic-fast-route php-swiftmailer
      php-symfony-http-client phpsysinfo postfixadmin ppp prometheus-alertmanager puppetdb python3-azure-cli python3-dask python3-django-hyperkitty
      python3-docutils python3-fastapi python3-flask-sqlalchemy python3-grpcio python3-invoke python3-junos-eznc python3-markdown python3-nbconvert
      python3-novaclient python3-oslo.config python3-plotly python3-pysnmp4 python3-responses python3-sqlparse python3-swiftclient python3-uvicorn
      python3-xarray r-cran-curl r-cran-gargle r-cran-googledrive r-cran-jsonlite r-cran-plotly r-cran-tidyverse request-tracker5 screen skopeo ssh-audit
      stunnel4 tcpdump tomcat10-common tshark uwsgi-core vagrant-libvirt virt-manager wireguard yarnpkg zabbix-server-pgsql zsh-common`),
    npm: words(`@elastic/apm-node elastic-apm-node applicationinsights appdynamics @honeycombio/opentelemetry-node lightstep-tracer logrocket
      @amplitude/analytics-node mixpanel segment analytics-node posthog-node customerio-node iterable plivo vonage @vonage/server-sdk infobip nexmo
      clicksend africastalking @sendbird/chat stream-chat getstream pusher-js @ably/spaces @mapbox/mapbox-sdk mapbox-gl leaflet @googlemaps/js-api-loader
      here-js-api contentful contentful-management @sanity/client prismic-javascript storyblok-js-client @datocms/cma-client airtable notion-client
      @notionhq/client jira-client trello asana`),
    gem: words('activejob bunny elasticsearch gitlab-sidekiq-fetcher jira mongo rack-test sinatra typhoeus webauthn'),
    app: [
      'next react react-dom next-auth prisma @prisma/client tailwindcss eslint eslint-config-next typescript @types/react',
      '@angular/cli @angular/core @angular/common @angular/forms @angular/router @angular/platform-browser @angular/compiler @angular-devkit/build-angular karma jasmine-core zone.js',
      'parse-server verdaccio',
    ],
  },
  eighth: {
    debian: words(`amanda-common ant bacula-common borgbackup caddy clickhouse-common composer dnsmasq-base dropbear-bin emacs-el erlang-diameter erlang-jose
      erlang-public-key eslint fish-common gh git-lfs gitolite3 golang-github-azure-go-autorest-dev golang-github-go-kit-kit-dev
      golang-github-jackc-pgx-v4-dev golang-github-sirupsen-logrus-dev golang-github-stretchr-testify-dev golang-golang-x-net-dev gradle haveged hub ikiwiki
      isync jenkins-job-builder jruby knot kubernetes-client libapache-poi-java libcgi-session-perl libcommons-net-java libdbd-mysql-perl libghc-aeson-dev
      libghc-cryptonite-dev libghc-servant-server-dev libghc-x509-dev libguestfs-tools libhsqldb-java libhttpcore-java libjgit-java libmaven3-core-java
      libnet-google-authsub-perl libokhttp-java libphp-phpmailer libquartz-java libspring-beans-java libssl-ocaml-dev libtomcat10-java libwss4j-java
      libxml-security-java liquidsoap lynx maven mutt nano node-babel7 nova-common ocserv opam openstack-dashboard pass percona-toolkit pgcli php-cas
      php-horde-core php-laravel-framework php-predis php-symfony-console php-symfony-mailer phpunit postgresql-contrib pptpd prometheus-node-exporter
      puppetserver python3-bottle python3-django-allauth python3-django-oauth-toolkit python3-elasticsearch python3-flask-login python3-glanceclient
      python3-h5py python3-ipython python3-jupyter-client python3-marshmallow python3-netmiko python3-opencv python3-peewee python3-pydantic python3-pytest
      python3-service-identity python3-starlette python3-sympy python3-vcr python3-xmlsec r-cran-dbi r-cran-ggplot2 r-cran-httr r-cran-knitr
      r-cran-rmarkdown redis-sentinel rsyslog scala shadowsocks-libev socat sslscan swift testssl.sh tor tt-rss v2ray varnish w3m wireshark-common yq znc`),
    npm: words(`@supabase/ssr @upstash/redis @upstash/kafka @vercel/kv @vercel/blob @cloudflare/workers-types @fastify/oauth2 @fastify/secure-session iron-session
      connect-redis express-openid-connect auth0-js @auth0/nextjs-auth0 @okta/oidc-middleware oidc-client-ts msal @azure/msal-browser
      amazon-cognito-identity-js node-pre-gyp semantic-release release-it lerna nx turbo changesets @changesets/cli husky lint-staged commitlint standard xo
      stylelint jshint eslint-plugin-security snyk npm-check-updates np ora gulp grunt brunch bower`),
    gem: words('aws-partitions docker-api fog-google graphql kubeclient omniauth-saml rails slack-messenger u2f'),
    app: [
      'nuxt vue vuex vue-router vuetify',
      'gatsby gatsby-source-filesystem gatsby-plugin-sharp',
      'expo react-native @react-navigation/native',
      'node-red hexo @keystone-6/core',
    ],
  },
};
