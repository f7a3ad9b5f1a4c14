using System.Diagnostics;
using Npgsql;

namespace CityOps.Tests.Storage.City;

/// <summary>
/// A PostgreSQL of its own in a temporary folder, reached by a socket in it: no port, no password, nothing left afterwards.
/// Started by the first test that asks. Where the program is missing that test is skipped by name; with
/// CITYOPS_REQUIRE_SERVERS=1 it fails.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    const string ServerUser = "postgres";

    // Created by the server's user: the server refuses to run as root, and in a folder that is not its own.
    readonly string _folder = Path.Combine(Path.GetTempPath(), $"cityops-pg-{Guid.NewGuid():N}");
    Task<string>? _started;

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        await (_started ??= StartAsync(Programs()));
        var name = $"t{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(ConnectionString(ServerUser));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    string ConnectionString(string database) => $"Host={_folder};Username={ServerUser};Database={database};Maximum Pool Size=20";

    public async ValueTask DisposeAsync()
    {
        if (_started is null)
        {
            return;
        }

        NpgsqlConnection.ClearAllPools();
        await RunAsync(Path.Combine(await _started, "pg_ctl"), "stop", "-D", _folder, "-m", "immediate", "-w");
        Directory.Delete(_folder, recursive: true);
    }

    async Task<string> StartAsync(string programs)
    {
        await RunAsync(Path.Combine(programs, "initdb"), "-D", _folder, "-U", ServerUser, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        await RunAsync(
            Path.Combine(programs, "pg_ctl"), "start", "-D", _folder, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"),
            "-o", $"-c listen_addresses='' -c unix_socket_directories='{_folder}' -c fsync=off -c max_connections=300");
        return programs;
    }

    static string Programs()
    {
        const string Debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).Select(version => Path.Combine(version, "bin")) : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = onPath.Concat(installed).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "pg_ctl")));
        if (found is null)
        {
            const string Why = "pg_ctl is not installed (Debian package postgresql)";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CITYOPS_REQUIRE_SERVERS") == "1", Why);
            Assert.Fail(Why);
        }

        return found;
    }

    static async Task RunAsync(string program, params string[] arguments)
    {
        string[] words = Environment.IsPrivilegedProcess ? ["runuser", "-u", ServerUser, "--", program, .. arguments] : [program, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = Path.GetTempPath() };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', words)} ended with {process.ExitCode}");
    }
}
