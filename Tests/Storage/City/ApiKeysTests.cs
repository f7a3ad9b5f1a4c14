using CityOps.Storage.City;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Storage.City;

public sealed class ApiKeysTests : IAsyncLifetime
{
    static readonly Actor Ana = new("ana", "192.0.2.7");

    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero));
    CityFile _file = null!;
    ApiKeys _keys = null!;

    long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        _keys = new ApiKeys(_file.Open(), _clock);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Key_OpensUntilItIsRevoked_AndIsNowhereInTheFile()
    {
        var (key, text) = await _keys.CreateAsync(Ana, "grafana", PersonRole.Viewer, null);
        Assert.StartsWith(ApiKeys.Prefix, text, StringComparison.Ordinal);
        Assert.Equal(ApiKeys.Prefix.Length + 43, text.Length);
        Assert.Equal(("grafana", PersonRole.Viewer, "ana"), (await _keys.FindAsync(text)) is { } found ? (found.Name, found.Role, found.CreatedBy) : default);
        foreach (var other in (string[])[text + "x", text[..^1], text.ToUpperInvariant(), ApiKeys.Prefix, ""])
        {
            Assert.Null(await _keys.FindAsync(other));
        }

        Assert.True(await _keys.RevokeAsync(Ana, key.Id));
        Assert.Null(await _keys.FindAsync(text));
        Assert.False(await _keys.RevokeAsync(Ana, "nope"));
        var all = string.Concat(Directory.GetFiles(Path.GetDirectoryName(_file.Path)!).Select(file => System.Text.Encoding.Latin1.GetString(ReadShared(file))));
        Assert.DoesNotContain(text[ApiKeys.Prefix.Length..], all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_EndsAtItsTime_AndItsUseIsNotedOnceAMinute()
    {
        var (_, text) = await _keys.CreateAsync(Ana, "for a day", PersonRole.Operator, Now + 86_400_000);
        Assert.Null(Assert.Single(await _keys.ListAsync()).LastUsedAt);
        var first = Now;
        await _keys.FindAsync(text);
        _clock.Advance(TimeSpan.FromSeconds(59));
        await _keys.FindAsync(text);
        Assert.Equal(first, Assert.Single(await _keys.ListAsync()).LastUsedAt);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _keys.FindAsync(text);
        Assert.Equal(Now, Assert.Single(await _keys.ListAsync()).LastUsedAt);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await _keys.FindAsync(text));
    }

    [Fact]
    public async Task MakingAndRevoking_StandInTheAuditTrail_WithoutTheKey()
    {
        var (key, text) = await _keys.CreateAsync(Ana, "grafana", PersonRole.Administrator, null);
        await _keys.RevokeAsync(Ana, key.Id);
        await _keys.RevokeAsync(Ana, key.Id);
        var entries = await new AuditTrail(_file.Open(), _clock).FindAsync(new AuditQuery(), 10);
        Assert.Equal(["key.revoke", "key.create"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal(($"key:{key.Id}", "ana", "192.0.2.7"), (entry.Subject, entry.Who, entry.Address)));
        Assert.Equal("""{"name":"grafana","role":"administrator","expiresAt":null,"revokedAt":null}""", entries[1].After);
        Assert.DoesNotContain(text, string.Concat(entries.Select(entry => entry.Before + entry.After)), StringComparison.Ordinal);
    }

    static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
