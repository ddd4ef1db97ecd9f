"""A Google service account's key, made for the run: no key stands in the repository."""

import json

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

_PRIVATE = rsa.generate_private_key(public_exponent=65_537, key_size=2048)

SERVICE_ACCOUNT = json.dumps(
    {
        "type": "service_account",
        "client_email": "clearspan@acme.iam.gserviceaccount.com",
        "private_key_id": "quillfeather",
        "private_key": _PRIVATE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "token_uri": "https://oauth2.googleapis.com/token",
    }
)
