// SPDX-License-Identifier: Apache-2.0
#include "lib/archive/zip.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <set>

#include "lib/archive/libzip.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::archive {

namespace {

Error failure(zip_t* archive, Fault fault, const char* code) { return Error(fault, code, zip_strerror(archive)); }

std::string sentence_of(int code) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string sentence = zip_error_strerror(&error);
    zip_error_fini(&error);
    return sentence;
}

// libzip writes local civil time; the moment that has Vietnam's civil time in this computer's zone gives the same
// bytes in every zone.
std::time_t civil_in_vietnam(Time at) {
    const VietnamTime time = vietnam_time(at);
    std::tm civil{};
    civil.tm_year = time.year - 1900;
    civil.tm_mon = time.month - 1;
    civil.tm_mday = time.day;
    civil.tm_hour = time.hour;
    civil.tm_min = time.minute;
    civil.tm_sec = time.second;
    civil.tm_isdst = -1;
    return std::mktime(&civil);
}

void add(zip_t* archive, const Member& member, std::time_t at) {
    if (!member.file.empty() && !std::filesystem::is_regular_file(member.file))
        throw Error(Fault::missing, "no-such-file", member.file.string() + ": " + text::tr("is not there"));
    Source source(member.file.empty() ? zip_source_buffer(archive, member.bytes.data(), member.bytes.size(), 0)
                                      : zip_source_file(archive, member.file.c_str(), 0, -1));
    if (!source) throw failure(archive, Fault::io, "cannot-pack");
    const zip_int64_t added = zip_file_add(archive, member.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
    if (added < 0) throw failure(archive, Fault::internal, "cannot-pack");
    source.release();  // the archive owns it now
    const auto index = zip_uint64_t(added);
    const zip_int32_t method = member.compress ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    constexpr zip_uint32_t mode = zip_uint32_t(S_IFREG | 0644) << 16;
    if (zip_set_file_compression(archive, index, method, member.compress ? 9 : 0) != 0 ||
        zip_file_set_mtime(archive, index, at, 0) != 0 ||
        zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, mode) != 0)
        throw failure(archive, Fault::internal, "cannot-pack");
}

void make_durable(const Path& file) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = fd >= 0 && ::fchmod(fd, 0600) == 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!done) throw Error(Fault::output, "cannot-write", file.string() + ": " + text::tr("cannot be written"));
}

bool is_safe(const std::string& name) {
    if (name.empty() || name.front() == '/' || name.find('\\') != std::string::npos ||
        name.find('\0') != std::string::npos || !text::is_utf8(name))
        return false;
    const auto parts = text::split(name, '/');
    return std::none_of(parts.begin(), parts.end(), [](const auto& part) { return part == ".." || part == "."; });
}

std::string unpack(zip_t* archive, zip_uint64_t index, std::uint64_t size) {
    const OpenMember member(zip_fopen_index(archive, index, 0));
    if (!member) throw failure(archive, Fault::input, "not-a-zip");
    std::string bytes(size, '\0');
    std::uint64_t got = 0;
    while (got < size) {
        const zip_int64_t n = zip_fread(member.get(), bytes.data() + got, size - got);
        if (n <= 0) throw Error(Fault::input, "not-a-zip", text::tr("a member is shorter than it says, or damaged"));
        got += std::uint64_t(n);
    }
    // Reading past the end makes libzip compare the CRC, and shows a member that is longer than it says.
    char more = 0;
    if (zip_fread(member.get(), &more, 1) != 0)
        throw Error(Fault::input, "not-a-zip", text::tr("a member is longer than it says, or damaged"));
    return bytes;
}

}  // namespace

void write_zip(const Path& archive, std::vector<Member> members, Time at) {
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
        return std::make_pair(a.name != "mimetype", a.name) < std::make_pair(b.name != "mimetype", b.name);
    });
    const TemporaryFolder beside(archive.parent_path());
    const Path unfinished = beside.path() / "package";
    int code = 0;
    Archive open(zip_open(unfinished.c_str(), ZIP_CREATE | ZIP_EXCL, &code));
    if (!open) throw Error(Fault::output, "cannot-write", sentence_of(code)).in(archive.string());
    for (const Member& member : members) add(open.get(), member, civil_in_vietnam(at));
    if (zip_close(open.get()) != 0) throw failure(open.get(), Fault::output, "cannot-write").in(archive.string());
    open.release();
    make_durable(unfinished);
    rename_durably(unfinished, archive);
}

void each_member(const Path& archive, const ZipLimits& limits,
                 const std::function<void(const std::string& name, std::string bytes)>& work) {
    try {
        int code = 0;
        const Archive open(zip_open(archive.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code));
        if (!open)
            throw Error(code == ZIP_ER_NOENT ? Fault::missing : Fault::input,
                        code == ZIP_ER_NOENT ? "no-such-file" : "not-a-zip", sentence_of(code));
        const auto count = std::uint64_t(zip_get_num_entries(open.get(), 0));
        if (count > limits.members) throw Error(Fault::input, "too-large", text::tr("too many members"));
        std::set<std::string> names;
        std::uint64_t total = 0;
        for (zip_uint64_t i = 0; i < count; ++i) {
            zip_stat_t about;
            constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
            if (zip_stat_index(open.get(), i, 0, &about) != 0 || (about.valid & needed) != needed)
                throw failure(open.get(), Fault::input, "not-a-zip");
            const std::string name = about.name;
            const bool encrypted =
                (about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE;
            if (!is_safe(name) || encrypted || !names.insert(name).second)
                throw Error(Fault::input, "unsafe-name", text::fill(text::tr("member {0} is not allowed"), {name}));
            const bool bomb = about.size > (1U << 20) && about.size / limits.ratio > about.comp_size;
            if (bomb || about.size > limits.total_bytes - total)
                throw Error(Fault::input, "too-large", text::fill(text::tr("member {0} is too large"), {name}));
            total += about.size;
            if (name.back() != '/') work(name, unpack(open.get(), i, about.size));
        }
    } catch (Error& error) {
        error.in(archive.string());
        throw;
    }
}

}  // namespace saoy::archive
