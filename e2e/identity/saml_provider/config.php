<?php

// The settings of a SAML provider that nobody here wrote: SimpleSAMLphp, behind
// PHP's own server on 127.0.0.1. What belongs to one run (keys, sessions, and the
// metadata of those who trust it) lies in the folder that the environment names.

$folder = getenv('SAML_PROVIDER_FOLDER');

$config = [
    'baseurlpath' => 'http://' . $_SERVER['HTTP_HOST'] . '/',
    'certdir' => "$folder/",
    'loggingdir' => "$folder/",
    'datadir' => "$folder/",
    'tempdir' => "$folder/temp",
    'metadatadir' => __DIR__ . '/metadata/',
    'timezone' => 'UTC',
    'secretsalt' => 'of one run alone',
    'auth.adminpassword' => bin2hex(random_bytes(16)),
    'technicalcontact_email' => 'na@example.org',

    'enable.saml20-idp' => true,
    'module.enable' => ['exampleauth' => true],

    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
    'session.phpsession.savepath' => "$folder/sessions",
    'store.type' => 'phpsession',

    'logging.handler' => 'errorlog',
    'logging.level' => SimpleSAML\Logger::WARNING,
    'admin.checkforupdates' => false,
    'showerrors' => true,
    'language.available' => ['en'],
    'language.default' => 'en',

    // It reads our metadata as we publish it, and takes the first that it finds.
    'metadata.sources' => array_merge(
        [['type' => 'flatfile']],
        array_map(fn ($file) => ['type' => 'xml', 'file' => $file], array_reverse(glob("$folder/trusted/*.xml")))
    ),
];
