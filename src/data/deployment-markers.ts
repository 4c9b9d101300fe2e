/**
 * Variables that hosts set themselves. If one is set, the program is deployed. Exact names, with a value as the host
 * sets it. From the hosts' documentation, 2026-11-25.
 */
const MARKERS: readonly (readonly [source: string, variables: Readonly<Record<string, string>>])[] = [
  [
    'https://devcenter.heroku.com/articles/dyno-metadata',
    { DYNO: 'web.1', HEROKU_APP_NAME: 'shop', HEROKU_APP_ID: '9daa2797', HEROKU_RELEASE_VERSION: 'v42' },
  ],
  ['https://devcenter.heroku.com/articles/runtime-principles', { PORT: '8000' }],
  ['https://devcenter.heroku.com/articles/connecting-heroku-postgres', { DATABASE_URL: 'postgres://db/shop' }],
  [
    'https://render.com/docs/environment-variables',
    {
      RENDER: 'true',
      RENDER_SERVICE_ID: 'srv-1',
      RENDER_SERVICE_NAME: 'shop',
      RENDER_INSTANCE_ID: 'srv-1-a',
      RENDER_EXTERNAL_HOSTNAME: 'shop.onrender.com',
      RENDER_EXTERNAL_URL: 'https://shop.onrender.com',
    },
  ],
  [
    'https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables',
    { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443', KUBERNETES_PORT: 'tcp://10.0.0.1:443' },
  ],
  [
    'https://cloud.google.com/appengine/docs/standard/python3/runtime#environment_variables',
    {
      GAE_APPLICATION: 's~shop',
      GAE_ENV: 'standard',
      GAE_INSTANCE: '00c61b',
      GAE_RUNTIME: 'python314',
      GAE_SERVICE: 'default',
      GAE_VERSION: '1',
      GAE_DEPLOYMENT_ID: '1',
    },
  ],
  [
    'https://cloud.google.com/appengine/docs/legacy/standard/python/how-requests-are-handled',
    { SERVER_SOFTWARE: 'Google App Engine/1.9' },
  ],
  [
    'https://cloud.google.com/run/docs/container-contract#env-vars',
    { K_SERVICE: 'shop', K_REVISION: 'shop-1', K_CONFIGURATION: 'shop', CLOUD_RUN_JOB: 'shop' },
  ],
  ['https://cloud.google.com/functions/docs/configuring/env-var', { FUNCTION_TARGET: 'main' }],
  [
    'https://learn.microsoft.com/azure/app-service/reference-app-settings',
    { WEBSITE_HOSTNAME: 'shop.azurewebsites.net', WEBSITE_SITE_NAME: 'shop', WEBSITE_INSTANCE_ID: '1' },
  ],
  [
    'https://learn.microsoft.com/azure/container-apps/environment-variables',
    { CONTAINER_APP_NAME: 'shop', CONTAINER_APP_HOSTNAME: 'shop.azurecontainerapps.io' },
  ],
  [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
    {
      AWS_LAMBDA_FUNCTION_NAME: 'shop',
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
      AWS_EXECUTION_ENV: 'AWS_Lambda_python3.14',
      LAMBDA_TASK_ROOT: '/var/task',
    },
  ],
  [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-environment-variables.html',
    {
      ECS_CONTAINER_METADATA_URI: 'http://169.254.170.2/v3/1',
      ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/1',
    },
  ],
  [
    'https://vercel.com/docs/environment-variables/system-environment-variables',
    { VERCEL: '1', VERCEL_URL: 'shop.vercel.app', VERCEL_REGION: 'cdg1', VERCEL_DEPLOYMENT_ID: 'dpl_1' },
  ],
  [
    'https://fly.io/docs/machines/runtime-environment/',
    { FLY_APP_NAME: 'shop', FLY_MACHINE_ID: '1', FLY_ALLOC_ID: '1', FLY_REGION: 'ams', FLY_PRIVATE_IP: 'fdaa::3' },
  ],
  [
    'https://docs.railway.com/reference/variables',
    {
      RAILWAY_ENVIRONMENT: 'production',
      RAILWAY_ENVIRONMENT_NAME: 'production',
      RAILWAY_ENVIRONMENT_ID: '1',
      RAILWAY_PROJECT_ID: '1',
      RAILWAY_PROJECT_NAME: 'shop',
      RAILWAY_SERVICE_ID: '1',
      RAILWAY_SERVICE_NAME: 'web',
      RAILWAY_PUBLIC_DOMAIN: 'shop.up.railway.app',
      RAILWAY_STATIC_URL: 'shop.up.railway.app',
    },
  ],
  [
    'https://docs.cloudfoundry.org/devguide/deploy-apps/environment-variable.html',
    { VCAP_APPLICATION: '{}', VCAP_SERVICES: '{}', CF_INSTANCE_INDEX: '0', CF_INSTANCE_GUID: '1' },
  ],
  [
    'https://docs.upsun.com/development/variables/use-variables.html',
    {
      PLATFORM_APPLICATION_NAME: 'shop',
      PLATFORM_PROJECT: 'abc',
      PLATFORM_RELATIONSHIPS: 'e30=',
      PLATFORM_BRANCH: 'main',
    },
  ],
  [
    'https://docs.redhat.com/en/documentation/openshift_dedicated/4/html/builds_using_buildconfig/builds-output-image-environment-variables_managing-build-output',
    {
      OPENSHIFT_BUILD_NAME: 'shop-1',
      OPENSHIFT_BUILD_NAMESPACE: 'shop',
      OPENSHIFT_REPO_DIR: '/repo',
      OPENSHIFT_APP_NAME: 'shop',
    },
  ],
  [
    'https://github.com/pythonanywhere/pythonanywhere-core/blob/main/pythonanywhere_core/base.py',
    { PYTHONANYWHERE_DOMAIN: 'pythonanywhere.com', PYTHONANYWHERE_SITE: 'www.pythonanywhere.com' },
  ],
  [
    'https://www.koyeb.com/docs/build-and-deploy/environment-variables',
    { KOYEB_APP_NAME: 'shop', KOYEB_SERVICE_NAME: 'web', KOYEB_PUBLIC_DOMAIN: 'shop.koyeb.app' },
  ],
  [
    'https://huggingface.co/docs/hub/spaces-overview#helper-environment-variables',
    { SPACE_ID: 'shop/web', SPACE_HOST: 'shop-web.hf.space' },
  ],
];

/** Maps a name to the variable's value in a deployment. */
export const DEPLOYMENT_MARKERS: ReadonlyMap<string, string> = new Map(
  MARKERS.flatMap(([, variables]) => Object.entries(variables)),
);
