/**
 * Settings that are set in a Django settings module and nowhere else
 * (https://docs.djangoproject.com/en/5.2/ref/settings/).
 */
export const DJANGO_SETTINGS: readonly string[] = [
  'INSTALLED_APPS',
  'MIDDLEWARE',
  'MIDDLEWARE_CLASSES',
  'ROOT_URLCONF',
  'DATABASES',
  'TEMPLATES',
  'WSGI_APPLICATION',
];
