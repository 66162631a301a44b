// SPDX-License-Identifier: Apache-2.0
// The one exception of saoy: what kind of fault, a sentence for a person, and where it happened.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace saoy {

// Each fault has one exit status, the same for every command.
enum class Fault {
    usage,          // 64: the command line is wrong
    input,          // 65: the data is wrong
    missing,        // 66: no such input
    unavailable,    // 69: a scanner, token, server or model is not there
    internal,       // 70: a fault of saoy itself
    output,         // 73: cannot create or write the output
    io,             // 74: reading or writing failed on the way
    temporary,      // 75: may work when tried again
    refused,        // 77: a rule forbids it (secrecy mark, no attestation)
    configuration,  // 78: profile or configuration file is wrong
    interrupted,    // 130: asked to stop
};

int exit_status(Fault fault) noexcept;
std::string_view to_string(Fault fault) noexcept;

class Error : public std::exception {
public:
    // `code` is a stable kebab-case word for programs ("image-truncated"); it is never translated.
    // `hint` says what to do about it and may be empty.
    Error(Fault fault, std::string code, std::string sentence, std::string hint = {});

    // Adds where it happened, outermost last: "page 3: …" then "scan.tif: page 3: …".
    Error& in(std::string_view where);

    Fault fault() const noexcept { return fault_; }
    const std::string& code() const noexcept { return code_; }
    const std::string& hint() const noexcept { return hint_; }
    const char* what() const noexcept override { return sentence_.c_str(); }

private:
    Fault fault_;
    std::string code_;
    std::string sentence_;
    std::string hint_;
};

// The Error inside any exception; what is not one of ours becomes an internal fault.
Error to_error(std::exception_ptr exception);

}  // namespace saoy
