// Made by `npm run kernel` from rules/credentials, in the order of the names of the files.
import type { CredentialRule } from '../src/model/rule.js';
import { rules as ably } from './credentials/ably.js';
import { rules as abuseipdb } from './credentials/abuseipdb.js';
import { rules as accountName } from './credentials/account-name.js';
import { rules as adafruit } from './credentials/adafruit.js';
import { rules as adobe } from './credentials/adobe.js';
import { rules as adyen } from './credentials/adyen.js';
import { rules as agora } from './credentials/agora.js';
import { rules as aiTwentyOne } from './credentials/ai-twenty-one.js';
import { rules as aikido } from './credentials/aikido.js';
import { rules as airbrake } from './credentials/airbrake.js';
import { rules as airtable } from './credentials/airtable.js';
import { rules as aiven } from './credentials/aiven.js';
import { rules as akamai } from './credentials/akamai.js';
import { rules as akeyless } from './credentials/akeyless.js';
import { rules as alchemy } from './credentials/alchemy.js';
import { rules as algolia } from './credentials/algolia.js';
import { rules as alibaba } from './credentials/alibaba.js';
import { rules as alphavantage } from './credentials/alphavantage.js';
import { rules as amplitude } from './credentials/amplitude.js';
import { rules as anaconda } from './credentials/anaconda.js';
import { rules as ansibleVault } from './credentials/ansible-vault.js';
import { rules as anthropic } from './credentials/anthropic.js';
import { rules as anyscale } from './credentials/anyscale.js';
import { rules as apify } from './credentials/apify.js';
import { rules as apollo } from './credentials/apollo.js';
import { rules as appcenter } from './credentials/appcenter.js';
import { rules as appdynamics } from './credentials/appdynamics.js';
import { rules as appsflyer } from './credentials/appsflyer.js';
import { rules as appstoreConnect } from './credentials/appstore-connect.js';
import { rules as appwrite } from './credentials/appwrite.js';
import { rules as argocd } from './credentials/argocd.js';
import { rules as asaas } from './credentials/asaas.js';
import { rules as asana } from './credentials/asana.js';
import { rules as assemblyai } from './credentials/assemblyai.js';
import { rules as atlassian } from './credentials/atlassian.js';
import { rules as authZero } from './credentials/auth-zero.js';
import { rules as authress } from './credentials/authress.js';
import { rules as aws } from './credentials/aws.js';
import { rules as axiom } from './credentials/axiom.js';
import { rules as azure } from './credentials/azure.js';
import { rules as backblaze } from './credentials/backblaze.js';
import { rules as baidu } from './credentials/baidu.js';
import { rules as baseten } from './credentials/baseten.js';
import { rules as beamer } from './credentials/beamer.js';
import { rules as betterstack } from './credentials/betterstack.js';
import { rules as bigcommerce } from './credentials/bigcommerce.js';
import { rules as binance } from './credentials/binance.js';
import { rules as bitfinex } from './credentials/bitfinex.js';
import { rules as bitly } from './credentials/bitly.js';
import { rules as bitrise } from './credentials/bitrise.js';
import { rules as bittrex } from './credentials/bittrex.js';
import { rules as bitwarden } from './credentials/bitwarden.js';
import { rules as box } from './credentials/box.js';
import { rules as branch } from './credentials/branch.js';
import { rules as braveSearch } from './credentials/brave-search.js';
import { rules as braze } from './credentials/braze.js';
import { rules as brevo } from './credentials/brevo.js';
import { rules as brex } from './credentials/brex.js';
import { rules as browserbase } from './credentials/browserbase.js';
import { rules as browserstack } from './credentials/browserstack.js';
import { rules as bugsnag } from './credentials/bugsnag.js';
import { rules as buildkite } from './credentials/buildkite.js';
import { rules as calcom } from './credentials/calcom.js';
import { rules as calendly } from './credentials/calendly.js';
import { rules as canva } from './credentials/canva.js';
import { rules as cartesia } from './credentials/cartesia.js';
import { rules as censys } from './credentials/censys.js';
import { rules as cerebras } from './credentials/cerebras.js';
import { rules as checkly } from './credentials/checkly.js';
import { rules as checkout } from './credentials/checkout.js';
import { rules as chromatic } from './credentials/chromatic.js';
import { rules as circleci } from './credentials/circleci.js';
import { rules as civo } from './credentials/civo.js';
import { rules as clarifai } from './credentials/clarifai.js';
import { rules as clerk } from './credentials/clerk.js';
import { rules as clickhouse } from './credentials/clickhouse.js';
import { rules as clicksend } from './credentials/clicksend.js';
import { rules as clickup } from './credentials/clickup.js';
import { rules as clojars } from './credentials/clojars.js';
import { rules as cloudamqp } from './credentials/cloudamqp.js';
import { rules as cloudflare } from './credentials/cloudflare.js';
import { rules as cloudinary } from './credentials/cloudinary.js';
import { rules as cloudsmith } from './credentials/cloudsmith.js';
import { rules as cockroachdb } from './credentials/cockroachdb.js';
import { rules as cocoapods } from './credentials/cocoapods.js';
import { rules as coda } from './credentials/coda.js';
import { rules as codacy } from './credentials/codacy.js';
import { rules as codeclimate } from './credentials/codeclimate.js';
import { rules as codecov } from './credentials/codecov.js';
import { rules as codemagic } from './credentials/codemagic.js';
import { rules as coderabbit } from './credentials/coderabbit.js';
import { rules as cohere } from './credentials/cohere.js';
import { rules as coinbase } from './credentials/coinbase.js';
import { rules as comet } from './credentials/comet.js';
import { rules as command } from './credentials/command.js';
import { rules as configcat } from './credentials/configcat.js';
import { rules as confluent } from './credentials/confluent.js';
import { rules as connectionString } from './credentials/connection-string.js';
import { rules as consul } from './credentials/consul.js';
import { rules as contabo } from './credentials/contabo.js';
import { rules as contentful } from './credentials/contentful.js';
import { rules as contentstack } from './credentials/contentstack.js';
import { rules as convex } from './credentials/convex.js';
import { rules as coralogix } from './credentials/coralogix.js';
import { rules as covalent } from './credentials/covalent.js';
import { rules as coveralls } from './credentials/coveralls.js';
import { rules as crates } from './credentials/crates.js';
import { rules as credentialFile } from './credentials/credential-file.js';
import { rules as cribl } from './credentials/cribl.js';
import { rules as crossmint } from './credentials/crossmint.js';
import { rules as crowdin } from './credentials/crowdin.js';
import { rules as currencyApi } from './credentials/currency-api.js';
import { rules as cursor } from './credentials/cursor.js';
import { rules as customerio } from './credentials/customerio.js';
import { rules as cypressRecord } from './credentials/cypress-record.js';
import { rules as dashscope } from './credentials/dashscope.js';
import { rules as databricks } from './credentials/databricks.js';
import { rules as datadog } from './credentials/datadog.js';
import { rules as datastax } from './credentials/datastax.js';
import { rules as datocms } from './credentials/datocms.js';
import { rules as daytona } from './credentials/daytona.js';
import { rules as deepgram } from './credentials/deepgram.js';
import { rules as deepinfra } from './credentials/deepinfra.js';
import { rules as deepl } from './credentials/deepl.js';
import { rules as deepseek } from './credentials/deepseek.js';
import { rules as definedNetworking } from './credentials/defined-networking.js';
import { rules as deno } from './credentials/deno.js';
import { rules as dependencyTrack } from './credentials/dependency-track.js';
import { rules as depot } from './credentials/depot.js';
import { rules as descope } from './credentials/descope.js';
import { rules as devcycle } from './credentials/devcycle.js';
import { rules as devin } from './credentials/devin.js';
import { rules as digitalocean } from './credentials/digitalocean.js';
import { rules as dingtalk } from './credentials/dingtalk.js';
import { rules as directoryBind } from './credentials/directory-bind.js';
import { rules as discord } from './credentials/discord.js';
import { rules as discordWebhook } from './credentials/discord-webhook.js';
import { rules as discourse } from './credentials/discourse.js';
import { rules as django } from './credentials/django.js';
import { rules as dnsimple } from './credentials/dnsimple.js';
import { rules as docker } from './credentials/docker.js';
import { rules as docusign } from './credentials/docusign.js';
import { rules as doppler } from './credentials/doppler.js';
import { rules as dotenvVault } from './credentials/dotenv-vault.js';
import { rules as drone } from './credentials/drone.js';
import { rules as dropbox } from './credentials/dropbox.js';
import { rules as dropboxSign } from './credentials/dropbox-sign.js';
import { rules as dub } from './credentials/dub.js';
import { rules as duffel } from './credentials/duffel.js';
import { rules as duo } from './credentials/duo.js';
import { rules as dynatrace } from './credentials/dynatrace.js';
import { rules as eTwoB } from './credentials/e-two-b.js';
import { rules as easypost } from './credentials/easypost.js';
import { rules as ebay } from './credentials/ebay.js';
import { rules as elastic } from './credentials/elastic.js';
import { rules as elasticemail } from './credentials/elasticemail.js';
import { rules as elevenlabs } from './credentials/elevenlabs.js';
import { rules as endorlabs } from './credentials/endorlabs.js';
import { rules as equinix } from './credentials/equinix.js';
import { rules as etherscan } from './credentials/etherscan.js';
import { rules as etsy } from './credentials/etsy.js';
import { rules as exa } from './credentials/exa.js';
import { rules as exoscale } from './credentials/exoscale.js';
import { rules as expo } from './credentials/expo.js';
import { rules as facebook } from './credentials/facebook.js';
import { rules as fal } from './credentials/fal.js';
import { rules as fastly } from './credentials/fastly.js';
import { rules as fauna } from './credentials/fauna.js';
import { rules as figma } from './credentials/figma.js';
import { rules as finicity } from './credentials/finicity.js';
import { rules as finnhub } from './credentials/finnhub.js';
import { rules as firebase } from './credentials/firebase.js';
import { rules as firecrawl } from './credentials/firecrawl.js';
import { rules as fireworks } from './credentials/fireworks.js';
import { rules as fivem } from './credentials/fivem.js';
import { rules as flagsmith } from './credentials/flagsmith.js';
import { rules as flask } from './credentials/flask.js';
import { rules as flickr } from './credentials/flickr.js';
import { rules as flutterwave } from './credentials/flutterwave.js';
import { rules as fly } from './credentials/fly.js';
import { rules as fortytwo } from './credentials/fortytwo.js';
import { rules as fossa } from './credentials/fossa.js';
import { rules as frameio } from './credentials/frameio.js';
import { rules as freemius } from './credentials/freemius.js';
import { rules as freepik } from './credentials/freepik.js';
import { rules as freshbooks } from './credentials/freshbooks.js';
import { rules as freshdesk } from './credentials/freshdesk.js';
import { rules as friendli } from './credentials/friendli.js';
import { rules as frontegg } from './credentials/frontegg.js';
import { rules as ftp } from './credentials/ftp.js';
import { rules as fusionauth } from './credentials/fusionauth.js';
import { rules as gandi } from './credentials/gandi.js';
import { rules as gcp } from './credentials/gcp.js';
import { rules as gcsHmac } from './credentials/gcs-hmac.js';
import { rules as gemfury } from './credentials/gemfury.js';
import { rules as generic } from './credentials/generic.js';
import { rules as ghost } from './credentials/ghost.js';
import { rules as gitea } from './credentials/gitea.js';
import { rules as gitguardian } from './credentials/gitguardian.js';
import { rules as github } from './credentials/github.js';
import { rules as gitlab } from './credentials/gitlab.js';
import { rules as gitter } from './credentials/gitter.js';
import { rules as gocardless } from './credentials/gocardless.js';
import { rules as godaddy } from './credentials/godaddy.js';
import { rules as googleChat } from './credentials/google-chat.js';
import { rules as gradlePublish } from './credentials/gradle-publish.js';
import { rules as grafana } from './credentials/grafana.js';
import { rules as groq } from './credentials/groq.js';
import { rules as gumroad } from './credentials/gumroad.js';
import { rules as harbor } from './credentials/harbor.js';
import { rules as harness } from './credentials/harness.js';
import { rules as hasura } from './credentials/hasura.js';
import { rules as helicone } from './credentials/helicone.js';
import { rules as here } from './credentials/here.js';
import { rules as heroku } from './credentials/heroku.js';
import { rules as hetzner } from './credentials/hetzner.js';
import { rules as hexPm } from './credentials/hex-pm.js';
import { rules as hexTech } from './credentials/hex-tech.js';
import { rules as heygen } from './credentials/heygen.js';
import { rules as honeycomb } from './credentials/honeycomb.js';
import { rules as hostedgraphite } from './credentials/hostedgraphite.js';
import { rules as huaweiCloud } from './credentials/huawei-cloud.js';
import { rules as hubspot } from './credentials/hubspot.js';
import { rules as huggingface } from './credentials/huggingface.js';
import { rules as ibm } from './credentials/ibm.js';
import { rules as ifttt } from './credentials/ifttt.js';
import { rules as imagekit } from './credentials/imagekit.js';
import { rules as imgix } from './credentials/imgix.js';
import { rules as incidentIo } from './credentials/incident-io.js';
import { rules as infisical } from './credentials/infisical.js';
import { rules as influxdb } from './credentials/influxdb.js';
import { rules as infracost } from './credentials/infracost.js';
import { rules as infura } from './credentials/infura.js';
import { rules as inngest } from './credentials/inngest.js';
import { rules as instana } from './credentials/instana.js';
import { rules as intercom } from './credentials/intercom.js';
import { rules as ionic } from './credentials/ionic.js';
import { rules as ionos } from './credentials/ionos.js';
import { rules as ipinfo } from './credentials/ipinfo.js';
import { rules as ipstack } from './credentials/ipstack.js';
import { rules as iterable } from './credentials/iterable.js';
import { rules as jenkins } from './credentials/jenkins.js';
import { rules as jfrog } from './credentials/jfrog.js';
import { rules as jina } from './credentials/jina.js';
import { rules as jsonWeb } from './credentials/json-web.js';
import { rules as jumpcloud } from './credentials/jumpcloud.js';
import { rules as jwt } from './credentials/jwt.js';
import { rules as kafka } from './credentials/kafka.js';
import { rules as kaggle } from './credentials/kaggle.js';
import { rules as kerberos } from './credentials/kerberos.js';
import { rules as keycloak } from './credentials/keycloak.js';
import { rules as keygen } from './credentials/keygen.js';
import { rules as kickbox } from './credentials/kickbox.js';
import { rules as kit } from './credentials/kit.js';
import { rules as klaviyo } from './credentials/klaviyo.js';
import { rules as kolide } from './credentials/kolide.js';
import { rules as kraken } from './credentials/kraken.js';
import { rules as kubernetes } from './credentials/kubernetes.js';
import { rules as kucoin } from './credentials/kucoin.js';
import { rules as lakera } from './credentials/lakera.js';
import { rules as lambdaCloud } from './credentials/lambda-cloud.js';
import { rules as lambdatest } from './credentials/lambdatest.js';
import { rules as langchain } from './credentials/langchain.js';
import { rules as langfuse } from './credentials/langfuse.js';
import { rules as laravel } from './credentials/laravel.js';
import { rules as lark } from './credentials/lark.js';
import { rules as launchdarkly } from './credentials/launchdarkly.js';
import { rules as leonardo } from './credentials/leonardo.js';
import { rules as lichess } from './credentials/lichess.js';
import { rules as lightstep } from './credentials/lightstep.js';
import { rules as line } from './credentials/line.js';
import { rules as linear } from './credentials/linear.js';
import { rules as linkedin } from './credentials/linkedin.js';
import { rules as linode } from './credentials/linode.js';
import { rules as livekit } from './credentials/livekit.js';
import { rules as llamaCloud } from './credentials/llama-cloud.js';
import { rules as lob } from './credentials/lob.js';
import { rules as locationiq } from './credentials/locationiq.js';
import { rules as logdna } from './credentials/logdna.js';
import { rules as logfire } from './credentials/logfire.js';
import { rules as loggly } from './credentials/loggly.js';
import { rules as loginCall } from './credentials/login-call.js';
import { rules as loginFile } from './credentials/login-file.js';
import { rules as logz } from './credentials/logz.js';
import { rules as lokalise } from './credentials/lokalise.js';
import { rules as looker } from './credentials/looker.js';
import { rules as loops } from './credentials/loops.js';
import { rules as mailchimp } from './credentials/mailchimp.js';
import { rules as mailerlite } from './credentials/mailerlite.js';
import { rules as mailersend } from './credentials/mailersend.js';
import { rules as mailgun } from './credentials/mailgun.js';
import { rules as mailjet } from './credentials/mailjet.js';
import { rules as mailtrap } from './credentials/mailtrap.js';
import { rules as mandrill } from './credentials/mandrill.js';
import { rules as mapbox } from './credentials/mapbox.js';
import { rules as mattermost } from './credentials/mattermost.js';
import { rules as maven } from './credentials/maven.js';
import { rules as maxmind } from './credentials/maxmind.js';
import { rules as mem } from './credentials/mem.js';
import { rules as meraki } from './credentials/meraki.js';
import { rules as mercury } from './credentials/mercury.js';
import { rules as messagebird } from './credentials/messagebird.js';
import { rules as metabase } from './credentials/metabase.js';
import { rules as microsoftTeams } from './credentials/microsoft-teams.js';
import { rules as midtrans } from './credentials/midtrans.js';
import { rules as minimax } from './credentials/minimax.js';
import { rules as mistral } from './credentials/mistral.js';
import { rules as mixpanel } from './credentials/mixpanel.js';
import { rules as modal } from './credentials/modal.js';
import { rules as mollie } from './credentials/mollie.js';
import { rules as mongodbAtlas } from './credentials/mongodb-atlas.js';
import { rules as moonshot } from './credentials/moonshot.js';
import { rules as mux } from './credentials/mux.js';
import { rules as namecheap } from './credentials/namecheap.js';
import { rules as natsSeed } from './credentials/nats-seed.js';
import { rules as neon } from './credentials/neon.js';
import { rules as neptune } from './credentials/neptune.js';
import { rules as nessus } from './credentials/nessus.js';
import { rules as netbird } from './credentials/netbird.js';
import { rules as netlify } from './credentials/netlify.js';
import { rules as newrelic } from './credentials/newrelic.js';
import { rules as newsapi } from './credentials/newsapi.js';
import { rules as ngrok } from './credentials/ngrok.js';
import { rules as nightfall } from './credentials/nightfall.js';
import { rules as nomad } from './credentials/nomad.js';
import { rules as notion } from './credentials/notion.js';
import { rules as novita } from './credentials/novita.js';
import { rules as npm } from './credentials/npm.js';
import { rules as nsone } from './credentials/nsone.js';
import { rules as ntlm } from './credentials/ntlm.js';
import { rules as nuget } from './credentials/nuget.js';
import { rules as nvidia } from './credentials/nvidia.js';
import { rules as nylas } from './credentials/nylas.js';
import { rules as nytimes } from './credentials/nytimes.js';
import { rules as octopus } from './credentials/octopus.js';
import { rules as okta } from './credentials/okta.js';
import { rules as ollama } from './credentials/ollama.js';
import { rules as onelogin } from './credentials/onelogin.js';
import { rules as onepassword } from './credentials/onepassword.js';
import { rules as onesignal } from './credentials/onesignal.js';
import { rules as onfido } from './credentials/onfido.js';
import { rules as openai } from './credentials/openai.js';
import { rules as opencage } from './credentials/opencage.js';
import { rules as openrouter } from './credentials/openrouter.js';
import { rules as openshift } from './credentials/openshift.js';
import { rules as openvpnStatic } from './credentials/openvpn-static.js';
import { rules as openvsx } from './credentials/openvsx.js';
import { rules as openweather } from './credentials/openweather.js';
import { rules as opsgenie } from './credentials/opsgenie.js';
import { rules as optimizely } from './credentials/optimizely.js';
import { rules as oracleCloud } from './credentials/oracle-cloud.js';
import { rules as ory } from './credentials/ory.js';
import { rules as otpSeed } from './credentials/otp-seed.js';
import { rules as ovh } from './credentials/ovh.js';
import { rules as packagecloud } from './credentials/packagecloud.js';
import { rules as packagist } from './credentials/packagist.js';
import { rules as paddle } from './credentials/paddle.js';
import { rules as pagarme } from './credentials/pagarme.js';
import { rules as pagerduty } from './credentials/pagerduty.js';
import { rules as papertrail } from './credentials/papertrail.js';
import { rules as particle } from './credentials/particle.js';
import { rules as patreon } from './credentials/patreon.js';
import { rules as paypal } from './credentials/paypal.js';
import { rules as paystack } from './credentials/paystack.js';
import { rules as pepipost } from './credentials/pepipost.js';
import { rules as percy } from './credentials/percy.js';
import { rules as permit } from './credentials/permit.js';
import { rules as perplexity } from './credentials/perplexity.js';
import { rules as pganalyze } from './credentials/pganalyze.js';
import { rules as phrase } from './credentials/phrase.js';
import { rules as pinecone } from './credentials/pinecone.js';
import { rules as pingdom } from './credentials/pingdom.js';
import { rules as pinterest } from './credentials/pinterest.js';
import { rules as pipedrive } from './credentials/pipedrive.js';
import { rules as plaid } from './credentials/plaid.js';
import { rules as planetscale } from './credentials/planetscale.js';
import { rules as platformsh } from './credentials/platformsh.js';
import { rules as plivo } from './credentials/plivo.js';
import { rules as polar } from './credentials/polar.js';
import { rules as pollinations } from './credentials/pollinations.js';
import { rules as polygon } from './credentials/polygon.js';
import { rules as porkbun } from './credentials/porkbun.js';
import { rules as portainer } from './credentials/portainer.js';
import { rules as portkey } from './credentials/portkey.js';
import { rules as posthog } from './credentials/posthog.js';
import { rules as postman } from './credentials/postman.js';
import { rules as postmark } from './credentials/postmark.js';
import { rules as prefect } from './credentials/prefect.js';
import { rules as prefixedToken } from './credentials/prefixed-token.js';
import { rules as prisma } from './credentials/prisma.js';
import { rules as prismic } from './credentials/prismic.js';
import { rules as privateKey } from './credentials/private-key.js';
import { rules as proxmox } from './credentials/proxmox.js';
import { rules as pubnub } from './credentials/pubnub.js';
import { rules as pulumi } from './credentials/pulumi.js';
import { rules as pushbullet } from './credentials/pushbullet.js';
import { rules as pusher } from './credentials/pusher.js';
import { rules as pushover } from './credentials/pushover.js';
import { rules as pypi } from './credentials/pypi.js';
import { rules as pyx } from './credentials/pyx.js';
import { rules as qdrant } from './credentials/qdrant.js';
import { rules as quay } from './credentials/quay.js';
import { rules as quicknode } from './credentials/quicknode.js';
import { rules as rails } from './credentials/rails.js';
import { rules as railway } from './credentials/railway.js';
import { rules as ramp } from './credentials/ramp.js';
import { rules as rancher } from './credentials/rancher.js';
import { rules as rapidapi } from './credentials/rapidapi.js';
import { rules as raygun } from './credentials/raygun.js';
import { rules as razorpay } from './credentials/razorpay.js';
import { rules as readme } from './credentials/readme.js';
import { rules as reddit } from './credentials/reddit.js';
import { rules as render } from './credentials/render.js';
import { rules as replicate } from './credentials/replicate.js';
import { rules as resend } from './credentials/resend.js';
import { rules as ringcentral } from './credentials/ringcentral.js';
import { rules as riot } from './credentials/riot.js';
import { rules as roblox } from './credentials/roblox.js';
import { rules as roboflow } from './credentials/roboflow.js';
import { rules as rocketchat } from './credentials/rocketchat.js';
import { rules as rollbar } from './credentials/rollbar.js';
import { rules as rootly } from './credentials/rootly.js';
import { rules as rubygems } from './credentials/rubygems.js';
import { rules as runpod } from './credentials/runpod.js';
import { rules as runway } from './credentials/runway.js';
import { rules as salesforce } from './credentials/salesforce.js';
import { rules as salesloft } from './credentials/salesloft.js';
import { rules as sambanova } from './credentials/sambanova.js';
import { rules as samsara } from './credentials/samsara.js';
import { rules as sanity } from './credentials/sanity.js';
import { rules as sauceLabs } from './credentials/sauce-labs.js';
import { rules as scale } from './credentials/scale.js';
import { rules as scaleway } from './credentials/scaleway.js';
import { rules as scalingo } from './credentials/scalingo.js';
import { rules as scalr } from './credentials/scalr.js';
import { rules as scout } from './credentials/scout.js';
import { rules as scraperapi } from './credentials/scraperapi.js';
import { rules as scrapfly } from './credentials/scrapfly.js';
import { rules as scrapingbee } from './credentials/scrapingbee.js';
import { rules as securitytrails } from './credentials/securitytrails.js';
import { rules as segment } from './credentials/segment.js';
import { rules as semaphore } from './credentials/semaphore.js';
import { rules as semgrep } from './credentials/semgrep.js';
import { rules as sendbird } from './credentials/sendbird.js';
import { rules as sendgrid } from './credentials/sendgrid.js';
import { rules as sentry } from './credentials/sentry.js';
import { rules as serpapi } from './credentials/serpapi.js';
import { rules as serper } from './credentials/serper.js';
import { rules as serverSettings } from './credentials/server-settings.js';
import { rules as serviceName } from './credentials/service-name.js';
import { rules as settlemint } from './credentials/settlemint.js';
import { rules as shippo } from './credentials/shippo.js';
import { rules as shodan } from './credentials/shodan.js';
import { rules as shopify } from './credentials/shopify.js';
import { rules as sidekiq } from './credentials/sidekiq.js';
import { rules as siliconflow } from './credentials/siliconflow.js';
import { rules as sinch } from './credentials/sinch.js';
import { rules as slack } from './credentials/slack.js';
import { rules as smartsheet } from './credentials/smartsheet.js';
import { rules as smtp } from './credentials/smtp.js';
import { rules as snowflake } from './credentials/snowflake.js';
import { rules as snyk } from './credentials/snyk.js';
import { rules as socket } from './credentials/socket.js';
import { rules as sonar } from './credentials/sonar.js';
import { rules as sonatype } from './credentials/sonatype.js';
import { rules as sourcegraph } from './credentials/sourcegraph.js';
import { rules as spacelift } from './credentials/spacelift.js';
import { rules as sparkpost } from './credentials/sparkpost.js';
import { rules as spectral } from './credentials/spectral.js';
import { rules as split } from './credentials/split.js';
import { rules as splunk } from './credentials/splunk.js';
import { rules as spotify } from './credentials/spotify.js';
import { rules as square } from './credentials/square.js';
import { rules as squarespace } from './credentials/squarespace.js';
import { rules as stability } from './credentials/stability.js';
import { rules as stackhawk } from './credentials/stackhawk.js';
import { rules as stackpath } from './credentials/stackpath.js';
import { rules as statsig } from './credentials/statsig.js';
import { rules as statuscake } from './credentials/statuscake.js';
import { rules as statuspage } from './credentials/statuspage.js';
import { rules as steam } from './credentials/steam.js';
import { rules as storyblok } from './credentials/storyblok.js';
import { rules as strapi } from './credentials/strapi.js';
import { rules as strava } from './credentials/strava.js';
import { rules as stream } from './credentials/stream.js';
import { rules as stripe } from './credentials/stripe.js';
import { rules as stytch } from './credentials/stytch.js';
import { rules as sumologic } from './credentials/sumologic.js';
import { rules as supabase } from './credentials/supabase.js';
import { rules as supertokens } from './credentials/supertokens.js';
import { rules as symfony } from './credentials/symfony.js';
import { rules as tableau } from './credentials/tableau.js';
import { rules as tabnine } from './credentials/tabnine.js';
import { rules as tailscale } from './credentials/tailscale.js';
import { rules as tavily } from './credentials/tavily.js';
import { rules as teamcity } from './credentials/teamcity.js';
import { rules as telegram } from './credentials/telegram.js';
import { rules as teleport } from './credentials/teleport.js';
import { rules as telnyx } from './credentials/telnyx.js';
import { rules as temporal } from './credentials/temporal.js';
import { rules as tencent } from './credentials/tencent.js';
import { rules as terraform } from './credentials/terraform.js';
import { rules as textmagic } from './credentials/textmagic.js';
import { rules as thingsboard } from './credentials/thingsboard.js';
import { rules as thunderstore } from './credentials/thunderstore.js';
import { rules as tiktok } from './credentials/tiktok.js';
import { rules as tines } from './credentials/tines.js';
import { rules as tink } from './credentials/tink.js';
import { rules as todoist } from './credentials/todoist.js';
import { rules as together } from './credentials/together.js';
import { rules as tomorrow } from './credentials/tomorrow.js';
import { rules as tomtom } from './credentials/tomtom.js';
import { rules as transifex } from './credentials/transifex.js';
import { rules as travis } from './credentials/travis.js';
import { rules as trello } from './credentials/trello.js';
import { rules as triggerDev } from './credentials/trigger-dev.js';
import { rules as truenas } from './credentials/truenas.js';
import { rules as turso } from './credentials/turso.js';
import { rules as twilio } from './credentials/twilio.js';
import { rules as twingate } from './credentials/twingate.js';
import { rules as twitch } from './credentials/twitch.js';
import { rules as twitter } from './credentials/twitter.js';
import { rules as typeform } from './credentials/typeform.js';
import { rules as ubidots } from './credentials/ubidots.js';
import { rules as unity } from './credentials/unity.js';
import { rules as unkey } from './credentials/unkey.js';
import { rules as unleash } from './credentials/unleash.js';
import { rules as upcloud } from './credentials/upcloud.js';
import { rules as uploadcare } from './credentials/uploadcare.js';
import { rules as upstash } from './credentials/upstash.js';
import { rules as uptimerobot } from './credentials/uptimerobot.js';
import { rules as url } from './credentials/url.js';
import { rules as urlscan } from './credentials/urlscan.js';
import { rules as valTown } from './credentials/val-town.js';
import { rules as vast } from './credentials/vast.js';
import { rules as vault } from './credentials/vault.js';
import { rules as vercel } from './credentials/vercel.js';
import { rules as victorops } from './credentials/victorops.js';
import { rules as vimeo } from './credentials/vimeo.js';
import { rules as virustotal } from './credentials/virustotal.js';
import { rules as voiceflow } from './credentials/voiceflow.js';
import { rules as volcengine } from './credentials/volcengine.js';
import { rules as vonage } from './credentials/vonage.js';
import { rules as voyage } from './credentials/voyage.js';
import { rules as vultr } from './credentials/vultr.js';
import { rules as wakatime } from './credentials/wakatime.js';
import { rules as walletPrivate } from './credentials/wallet-private.js';
import { rules as wandb } from './credentials/wandb.js';
import { rules as wasabi } from './credentials/wasabi.js';
import { rules as weaviate } from './credentials/weaviate.js';
import { rules as webex } from './credentials/webex.js';
import { rules as webflow } from './credentials/webflow.js';
import { rules as wechat } from './credentials/wechat.js';
import { rules as wepay } from './credentials/wepay.js';
import { rules as wiz } from './credentials/wiz.js';
import { rules as woocommerce } from './credentials/woocommerce.js';
import { rules as workato } from './credentials/workato.js';
import { rules as workos } from './credentials/workos.js';
import { rules as wundergraph } from './credentials/wundergraph.js';
import { rules as xai } from './credentials/xai.js';
import { rules as xendit } from './credentials/xendit.js';
import { rules as yandex } from './credentials/yandex.js';
import { rules as zapier } from './credentials/zapier.js';
import { rules as zendesk } from './credentials/zendesk.js';
import { rules as zerotier } from './credentials/zerotier.js';
import { rules as zhipu } from './credentials/zhipu.js';
import { rules as zoho } from './credentials/zoho.js';
import { rules as zoom } from './credentials/zoom.js';
import { rules as zulip } from './credentials/zulip.js';
import { rules as zuplo } from './credentials/zuplo.js';
export const credentialRules: readonly CredentialRule[] = [
  ...ably,
  ...abuseipdb,
  ...accountName,
  ...adafruit,
  ...adobe,
  ...adyen,
  ...agora,
  ...aiTwentyOne,
  ...aikido,
  ...airbrake,
  ...airtable,
  ...aiven,
  ...akamai,
  ...akeyless,
  ...alchemy,
  ...algolia,
  ...alibaba,
  ...alphavantage,
  ...amplitude,
  ...anaconda,
  ...ansibleVault,
  ...anthropic,
  ...anyscale,
  ...apify,
  ...apollo,
  ...appcenter,
  ...appdynamics,
  ...appsflyer,
  ...appstoreConnect,
  ...appwrite,
  ...argocd,
  ...asaas,
  ...asana,
  ...assemblyai,
  ...atlassian,
  ...authZero,
  ...authress,
  ...aws,
  ...axiom,
  ...azure,
  ...backblaze,
  ...baidu,
  ...baseten,
  ...beamer,
  ...betterstack,
  ...bigcommerce,
  ...binance,
  ...bitfinex,
  ...bitly,
  ...bitrise,
  ...bittrex,
  ...bitwarden,
  ...box,
  ...branch,
  ...braveSearch,
  ...braze,
  ...brevo,
  ...brex,
  ...browserbase,
  ...browserstack,
  ...bugsnag,
  ...buildkite,
  ...calcom,
  ...calendly,
  ...canva,
  ...cartesia,
  ...censys,
  ...cerebras,
  ...checkly,
  ...checkout,
  ...chromatic,
  ...circleci,
  ...civo,
  ...clarifai,
  ...clerk,
  ...clickhouse,
  ...clicksend,
  ...clickup,
  ...clojars,
  ...cloudamqp,
  ...cloudflare,
  ...cloudinary,
  ...cloudsmith,
  ...cockroachdb,
  ...cocoapods,
  ...coda,
  ...codacy,
  ...codeclimate,
  ...codecov,
  ...codemagic,
  ...coderabbit,
  ...cohere,
  ...coinbase,
  ...comet,
  ...command,
  ...configcat,
  ...confluent,
  ...connectionString,
  ...consul,
  ...contabo,
  ...contentful,
  ...contentstack,
  ...convex,
  ...coralogix,
  ...covalent,
  ...coveralls,
  ...crates,
  ...credentialFile,
  ...cribl,
  ...crossmint,
  ...crowdin,
  ...currencyApi,
  ...cursor,
  ...customerio,
  ...cypressRecord,
  ...dashscope,
  ...databricks,
  ...datadog,
  ...datastax,
  ...datocms,
  ...daytona,
  ...deepgram,
  ...deepinfra,
  ...deepl,
  ...deepseek,
  ...definedNetworking,
  ...deno,
  ...dependencyTrack,
  ...depot,
  ...descope,
  ...devcycle,
  ...devin,
  ...digitalocean,
  ...dingtalk,
  ...directoryBind,
  ...discord,
  ...discordWebhook,
  ...discourse,
  ...django,
  ...dnsimple,
  ...docker,
  ...docusign,
  ...doppler,
  ...dotenvVault,
  ...drone,
  ...dropbox,
  ...dropboxSign,
  ...dub,
  ...duffel,
  ...duo,
  ...dynatrace,
  ...eTwoB,
  ...easypost,
  ...ebay,
  ...elastic,
  ...elasticemail,
  ...elevenlabs,
  ...endorlabs,
  ...equinix,
  ...etherscan,
  ...etsy,
  ...exa,
  ...exoscale,
  ...expo,
  ...facebook,
  ...fal,
  ...fastly,
  ...fauna,
  ...figma,
  ...finicity,
  ...finnhub,
  ...firebase,
  ...firecrawl,
  ...fireworks,
  ...fivem,
  ...flagsmith,
  ...flask,
  ...flickr,
  ...flutterwave,
  ...fly,
  ...fortytwo,
  ...fossa,
  ...frameio,
  ...freemius,
  ...freepik,
  ...freshbooks,
  ...freshdesk,
  ...friendli,
  ...frontegg,
  ...ftp,
  ...fusionauth,
  ...gandi,
  ...gcp,
  ...gcsHmac,
  ...gemfury,
  ...generic,
  ...ghost,
  ...gitea,
  ...gitguardian,
  ...github,
  ...gitlab,
  ...gitter,
  ...gocardless,
  ...godaddy,
  ...googleChat,
  ...gradlePublish,
  ...grafana,
  ...groq,
  ...gumroad,
  ...harbor,
  ...harness,
  ...hasura,
  ...helicone,
  ...here,
  ...heroku,
  ...hetzner,
  ...hexPm,
  ...hexTech,
  ...heygen,
  ...honeycomb,
  ...hostedgraphite,
  ...huaweiCloud,
  ...hubspot,
  ...huggingface,
  ...ibm,
  ...ifttt,
  ...imagekit,
  ...imgix,
  ...incidentIo,
  ...infisical,
  ...influxdb,
  ...infracost,
  ...infura,
  ...inngest,
  ...instana,
  ...intercom,
  ...ionic,
  ...ionos,
  ...ipinfo,
  ...ipstack,
  ...iterable,
  ...jenkins,
  ...jfrog,
  ...jina,
  ...jsonWeb,
  ...jumpcloud,
  ...jwt,
  ...kafka,
  ...kaggle,
  ...kerberos,
  ...keycloak,
  ...keygen,
  ...kickbox,
  ...kit,
  ...klaviyo,
  ...kolide,
  ...kraken,
  ...kubernetes,
  ...kucoin,
  ...lakera,
  ...lambdaCloud,
  ...lambdatest,
  ...langchain,
  ...langfuse,
  ...laravel,
  ...lark,
  ...launchdarkly,
  ...leonardo,
  ...lichess,
  ...lightstep,
  ...line,
  ...linear,
  ...linkedin,
  ...linode,
  ...livekit,
  ...llamaCloud,
  ...lob,
  ...locationiq,
  ...logdna,
  ...logfire,
  ...loggly,
  ...loginCall,
  ...loginFile,
  ...logz,
  ...lokalise,
  ...looker,
  ...loops,
  ...mailchimp,
  ...mailerlite,
  ...mailersend,
  ...mailgun,
  ...mailjet,
  ...mailtrap,
  ...mandrill,
  ...mapbox,
  ...mattermost,
  ...maven,
  ...maxmind,
  ...mem,
  ...meraki,
  ...mercury,
  ...messagebird,
  ...metabase,
  ...microsoftTeams,
  ...midtrans,
  ...minimax,
  ...mistral,
  ...mixpanel,
  ...modal,
  ...mollie,
  ...mongodbAtlas,
  ...moonshot,
  ...mux,
  ...namecheap,
  ...natsSeed,
  ...neon,
  ...neptune,
  ...nessus,
  ...netbird,
  ...netlify,
  ...newrelic,
  ...newsapi,
  ...ngrok,
  ...nightfall,
  ...nomad,
  ...notion,
  ...novita,
  ...npm,
  ...nsone,
  ...ntlm,
  ...nuget,
  ...nvidia,
  ...nylas,
  ...nytimes,
  ...octopus,
  ...okta,
  ...ollama,
  ...onelogin,
  ...onepassword,
  ...onesignal,
  ...onfido,
  ...openai,
  ...opencage,
  ...openrouter,
  ...openshift,
  ...openvpnStatic,
  ...openvsx,
  ...openweather,
  ...opsgenie,
  ...optimizely,
  ...oracleCloud,
  ...ory,
  ...otpSeed,
  ...ovh,
  ...packagecloud,
  ...packagist,
  ...paddle,
  ...pagarme,
  ...pagerduty,
  ...papertrail,
  ...particle,
  ...patreon,
  ...paypal,
  ...paystack,
  ...pepipost,
  ...percy,
  ...permit,
  ...perplexity,
  ...pganalyze,
  ...phrase,
  ...pinecone,
  ...pingdom,
  ...pinterest,
  ...pipedrive,
  ...plaid,
  ...planetscale,
  ...platformsh,
  ...plivo,
  ...polar,
  ...pollinations,
  ...polygon,
  ...porkbun,
  ...portainer,
  ...portkey,
  ...posthog,
  ...postman,
  ...postmark,
  ...prefect,
  ...prefixedToken,
  ...prisma,
  ...prismic,
  ...privateKey,
  ...proxmox,
  ...pubnub,
  ...pulumi,
  ...pushbullet,
  ...pusher,
  ...pushover,
  ...pypi,
  ...pyx,
  ...qdrant,
  ...quay,
  ...quicknode,
  ...rails,
  ...railway,
  ...ramp,
  ...rancher,
  ...rapidapi,
  ...raygun,
  ...razorpay,
  ...readme,
  ...reddit,
  ...render,
  ...replicate,
  ...resend,
  ...ringcentral,
  ...riot,
  ...roblox,
  ...roboflow,
  ...rocketchat,
  ...rollbar,
  ...rootly,
  ...rubygems,
  ...runpod,
  ...runway,
  ...salesforce,
  ...salesloft,
  ...sambanova,
  ...samsara,
  ...sanity,
  ...sauceLabs,
  ...scale,
  ...scaleway,
  ...scalingo,
  ...scalr,
  ...scout,
  ...scraperapi,
  ...scrapfly,
  ...scrapingbee,
  ...securitytrails,
  ...segment,
  ...semaphore,
  ...semgrep,
  ...sendbird,
  ...sendgrid,
  ...sentry,
  ...serpapi,
  ...serper,
  ...serverSettings,
  ...serviceName,
  ...settlemint,
  ...shippo,
  ...shodan,
  ...shopify,
  ...sidekiq,
  ...siliconflow,
  ...sinch,
  ...slack,
  ...smartsheet,
  ...smtp,
  ...snowflake,
  ...snyk,
  ...socket,
  ...sonar,
  ...sonatype,
  ...sourcegraph,
  ...spacelift,
  ...sparkpost,
  ...spectral,
  ...split,
  ...splunk,
  ...spotify,
  ...square,
  ...squarespace,
  ...stability,
  ...stackhawk,
  ...stackpath,
  ...statsig,
  ...statuscake,
  ...statuspage,
  ...steam,
  ...storyblok,
  ...strapi,
  ...strava,
  ...stream,
  ...stripe,
  ...stytch,
  ...sumologic,
  ...supabase,
  ...supertokens,
  ...symfony,
  ...tableau,
  ...tabnine,
  ...tailscale,
  ...tavily,
  ...teamcity,
  ...telegram,
  ...teleport,
  ...telnyx,
  ...temporal,
  ...tencent,
  ...terraform,
  ...textmagic,
  ...thingsboard,
  ...thunderstore,
  ...tiktok,
  ...tines,
  ...tink,
  ...todoist,
  ...together,
  ...tomorrow,
  ...tomtom,
  ...transifex,
  ...travis,
  ...trello,
  ...triggerDev,
  ...truenas,
  ...turso,
  ...twilio,
  ...twingate,
  ...twitch,
  ...twitter,
  ...typeform,
  ...ubidots,
  ...unity,
  ...unkey,
  ...unleash,
  ...upcloud,
  ...uploadcare,
  ...upstash,
  ...uptimerobot,
  ...url,
  ...urlscan,
  ...valTown,
  ...vast,
  ...vault,
  ...vercel,
  ...victorops,
  ...vimeo,
  ...virustotal,
  ...voiceflow,
  ...volcengine,
  ...vonage,
  ...voyage,
  ...vultr,
  ...wakatime,
  ...walletPrivate,
  ...wandb,
  ...wasabi,
  ...weaviate,
  ...webex,
  ...webflow,
  ...wechat,
  ...wepay,
  ...wiz,
  ...woocommerce,
  ...workato,
  ...workos,
  ...wundergraph,
  ...xai,
  ...xendit,
  ...yandex,
  ...zapier,
  ...zendesk,
  ...zerotier,
  ...zhipu,
  ...zoho,
  ...zoom,
  ...zulip,
  ...zuplo,
];
