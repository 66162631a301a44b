// SPDX-License-Identifier: Apache-2.0
// A register in a file and one on a PostgreSQL server of the test's own: what holds for one must hold for the other.
#pragma once

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/store/register.hpp"

namespace saoy::test {

inline int shell(const std::string& command) { return std::system((command + " > /dev/null 2>&1").c_str()); }

// One server a process, gone with it.
class Server {
public:
    static const Server& one() {
        static const Server server;
        return server;
    }
    ~Server() {
        ::kill(pid_, SIGQUIT);
        ::waitpid(pid_, nullptr, 0);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::string uri() const { return "postgresql:///postgres?host=" + folder_.path().string() + "&user=postgres"; }
    int psql(const std::string& text) const {
        return shell("psql -X -q -v ON_ERROR_STOP=1 -d '" + uri() + "' -c \"" + text + "\" < /dev/null");
    }

private:
    Server() : pid_(::fork()) {
        REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::execl(SAOY_SOURCE_DIR "/tests/support/postgres", "postgres", folder_.path().c_str(), nullptr);
            ::_exit(127);
        }
        // As long as it takes: the machine may be busy.
        for (int waited_ms = 0; psql("SELECT 1") != 0; waited_ms += 100) {
            REQUIRE(waited_ms < 120'000);
            REQUIRE(::waitpid(pid_, nullptr, WNOHANG) == 0);
            ::usleep(100'000);
        }
    }
    TemporaryFolder folder_;
    pid_t pid_;
};

struct OnFile {
    TemporaryFolder folder;
    Path location = folder.path() / "register.db";
    // True when the database takes it.
    bool sql(const std::string& text) const {
        return shell("sqlite3 -cmd 'PRAGMA foreign_keys = ON' '" + location.string() + "' \"" + text + "\"") == 0;
    }
    // Past the rules, as one who owns the database may.
    bool tamper(const std::string& text) const {
        return shell(
                   "sqlite3 '" + location.string() +
                   "' \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'\" | sqlite3 '" +
                   location.string() + "'") == 0 &&
               shell("sqlite3 '" + location.string() + "' \"" + text + "\"") == 0;
    }
    // The register as it was, to be put back.
    struct Saved {
        explicit Saved(const OnFile& place) : copy(place.location.string() + ".saved") {
            REQUIRE(place.sql("PRAGMA wal_checkpoint(TRUNCATE)"));
            std::filesystem::copy_file(place.location, copy, std::filesystem::copy_options::overwrite_existing);
        }
        void restore(const OnFile& place) const {
            for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(place.location.string() + end);
            std::filesystem::copy_file(copy, place.location, std::filesystem::copy_options::overwrite_existing);
        }
        Path copy;
    };
};

struct OnServer {
    TemporaryFolder folder;  // for the copies
    std::string schema = "s" + std::to_string(++count());
    Path location = Server::one().uri() + "&options=-csearch_path%3D" + schema;

    OnServer() { REQUIRE(Server::one().psql("CREATE SCHEMA " + schema) == 0); }
    bool sql(const std::string& text) const {
        return Server::one().psql("SET search_path = " + schema + "; " + text) == 0;
    }
    bool tamper(const std::string& text) const { return sql("SET session_replication_role = replica; " + text); }
    struct Saved {
        explicit Saved(const OnServer& place) {
            std::string text = "CREATE SCHEMA IF NOT EXISTS saved_" + place.schema;
            for (const char* table : tables)
                text += std::string("; CREATE TABLE IF NOT EXISTS saved_") + place.schema + "." + table + " AS TABLE " +
                        table;
            REQUIRE(place.sql(text));
        }
        void restore(const OnServer& place) const {
            std::string text;
            for (const char* table : tables)
                text += std::string("DELETE FROM ") + table + "; INSERT INTO " + table + " SELECT * FROM saved_" +
                        place.schema + "." + table + "; ";
            REQUIRE(place.tamper(text));
        }
        static constexpr const char* tables[] = {"books", "entries", "chain"};
    };

private:
    static int& count() {
        static int made = 0;
        return made;
    }
};

inline const Time morning = parse_rfc3339("2026-03-05T09:00:00+07:00");

inline store::Act act(Time at = morning, const std::string& who = "Trần Thị Bình") { return {who, "official", at}; }

inline store::Request request(const std::string& id, Time at = morning) {
    store::Request made;
    made.request_id = id;
    made.agency = "H29.999.99";
    made.book = "SCT/BS";
    made.volume = "01";
    made.mode = "chung-thuc";
    made.at = at;
    made.received = at - std::chrono::minutes(30);
    made.due = at + std::chrono::hours(8);
    made.masters_digest = "masters of " + id;
    made.dossier = "dossier-" + id;
    made.paper = "p1";
    made.paper_name = "Giấy khai sinh";
    made.requester = "Nguyễn Văn An";
    made.official = "Trần Thị Bình, Phó Chủ tịch";
    made.attested_by = "Trần Thị Bình";
    made.pages = 3;
    made.fee = 5000;
    return made;
}

template <class Work>
std::string code_of(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return "";
}

}  // namespace saoy::test
