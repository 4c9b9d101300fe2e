// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a variable of Docker
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pythonOfImage } from '../../src/declared/images.ts';
import { versionText } from '../../src/declared/python-version.ts';

const read = (image: string) => {
  const found = pythonOfImage(image);
  return found === null ? null : versionText(found.version);
};

test('images that are a Python', () => {
  for (const [image, version] of Object.entries({
    'python:3.8': '3.8',
    'python:3.12.1-slim-bookworm': '3.12',
    'python:3': '3',
    'python:2-alpine': '2',
    'python:3.9rc1': '3.9',
    'docker.io/library/python:3.8': '3.8',
    'registry.example:5000/mirror/python:3.11-slim@sha256:00': '3.11',
    'docker://python:3.8': '3.8',
    'amd64/python:3.7': '3.7',
    'bitnami/python:3.8': '3.8',
    'public.ecr.aws/sam/build-python3.9:latest': '3.9',
    'amazon/aws-lambda-python:3.8': '3.8',
    'mcr.microsoft.com/azure-functions/python:4-python3.11-appservice': '3.11',
    'mcr.microsoft.com/devcontainers/python:1-3.11-bookworm': '3.11',
    'mcr.microsoft.com/devcontainers/python:3.12': '3.12',
    'ghcr.io/astral-sh/uv:0.5-python3.13-bookworm': '3.13',
    'registry.access.redhat.com/ubi9/python-311:latest': '3.11',
    'jupyter/base-notebook:python-3.8': '3.8',
  })) {
    assert.equal(read(image), version, image);
  }
});

test('images that do not tell a Python', () => {
  for (const image of [
    'python',
    'python:latest',
    'python:slim',
    'python:alpine3.18',
    'mypython:3.7tools',
    'mypython:3.7',
    'corp/python-app:3.8',
    'python:3.7tools',
    'pypy:3.9',
    'node:18-python',
    'postgres:3.8',
    'python:${VERSION}',
    'continuumio/miniconda3:4.12.0',
    'my/tool:1.0-ipython3.8x',
  ]) {
    assert.equal(read(image), null, image);
  }
});
