<?php

// The people are those of the run: "name:password" and what is known of each.

$config = [
    'people' => ['exampleauth:UserPass'] + json_decode(file_get_contents(getenv('SAML_PROVIDER_FOLDER') . '/people.json'), true),
];
