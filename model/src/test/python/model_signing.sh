#!/usr/bin/env bash
# Makes ../resources/aprendiz/model/signing with openssl and OpenSSF's model_signing, and has it verify what Java signed.
#
#     python3 -m venv venv && venv/bin/pip install model-signing==1.1.1 pyOpenSSL
#     PATH=$PWD/venv/bin:$PATH bash model_signing.sh            writes the keys, the files and their signatures
#     PATH=$PWD/venv/bin:$PATH bash model_signing.sh verify     verifies what SigningTest left in target/signing
set -euo pipefail
cd "$(dirname "$0")/../resources/aprendiz/model/signing"

if [ "${1:-}" = verify ]; then
  for curve in p256 p384 p521; do
    model_signing verify key files --signature "../../../../../../target/signing/$curve.sig" --public_key "$curve.pub.pem"
  done
  exit
fi

mkdir -p files/onnx
printf '{"model_type": "bert"}\n' > files/config.json
printf 'not really a graph\n' > files/onnx/model.onnx
printf 'habitación\n' > 'files/a file of words.txt'
for curve in p256:prime256v1 p384:secp384r1 p521:secp521r1; do
  openssl ecparam -name "${curve#*:}" -genkey -noout -out "${curve%:*}.pem"
  openssl ec -in "${curve%:*}.pem" -pubout -out "${curve%:*}.pub.pem"
done
# two ways to write a private key
openssl pkcs8 -topk8 -nocrypt -in p384.pem -out p384.pkcs8 && mv p384.pkcs8 p384.pem
for curve in p256 p384 p521; do
  model_signing sign key files --private_key "$curve.pem" --signature "$curve.sig"
done
