<?php

// The provider itself. It wants signed requests, and signs the response, the
// assertion in it, and its own requests to sign somebody out. A second certificate is
// published where there is one.

$metadata['__DYNAMIC:1__'] = [
    'host' => '__DEFAULT__',
    'privatekey' => 'provider.key',
    'certificate' => 'provider.crt',
    'auth' => 'people',
    'validate.authnrequest' => true,
    'redirect.validate' => true,
    'saml20.sign.response' => true,
    'saml20.sign.assertion' => true,
    'sign.logout' => true,
    'authproc' => [
        10 => [
            'class' => 'saml:AttributeNameID',
            'attribute' => 'mail',
            'Format' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
        ],
        20 => [
            'class' => 'core:PHP',
            'code' => <<<'CODE'
                if (isset($attributes['barred'])) {
                    \SimpleSAML\Auth\State::throwException($state, new \SimpleSAML\Module\saml\Error(
                        \SAML2\Constants::STATUS_RESPONDER,
                        \SAML2\Constants::STATUS_REQUEST_DENIED
                    ));
                }
                CODE,
        ],
    ],
] + (file_exists(getenv('SAML_PROVIDER_FOLDER') . '/new.crt') ? [
    'new_privatekey' => 'new.key',
    'new_certificate' => 'new.crt',
] : []);
