/** Lists of packages that `false-positives` unpacks and scans; a name here says nothing of what is in the package. */
export type Kind = 'debian' | 'npm' | 'gem';
export type Packages = Readonly<Record<Kind, readonly string[]>>;

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** The rules were mended with `tuned` in view; each later round was picked as a whole, by name, before any of it was looked at. */
export const ROUNDS: Readonly<Record<'tuned' | 'first' | 'second' | 'third' | 'fourth' | 'fifth', Packages>> = {
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
  },
};
