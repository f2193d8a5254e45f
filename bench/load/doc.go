// Package load drives a SCIM server as Okta does, over plain HTTP/1.1, and
// measures how fast it answers.
//
// It owns the wire (one kept-alive connection for each client, reused
// buffers), the bodies (shaped as Okta sends them), the operations, and the
// clients that run them side by side. It knows nothing of the server behind
// the address: each answer is judged by its status and by what it must hold,
// and the first wrong answer ends the measurement.
//
// The driver shares the machine with the server it measures, so it is written
// to cost little: an operation allocates nothing but what it must remember,
// and a Sample says how much processor time the driver itself took.
package load
