using System.Text.Json;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Api;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>What people see of rules and administrators do to them. The right to is checked here, not by hiding a button.</summary>
sealed class RuleDesk(RuleBook book, AuditTrail trail, Viewers viewers, Administrators administrators, ConfigHint hint)
{
    /// <summary>More entries of one rule than anybody looks at: who wrote still older versions is in the audit trail.</summary>
    const int MostEntries = 1_000;

    /// <summary>The person may change rules.</summary>
    public async Task<bool> MayChangeAsync() => await administrators.FindAsync() is not null;

    /// <summary>All rules, disabled ones too.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<IReadOnlyList<AlertRule>> ListAsync(CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await book.ListAsync(includeDisabled: true, cancellationToken);
    }

    /// <summary>Newest first; none where there is no such rule. Who wrote them is told to administrators, as the audit trail is theirs.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<IReadOnlyList<RuleVersion>> VersionsAsync(string id, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        var versions = await book.VersionsAsync(id, cancellationToken);
        if (versions.Count == 0 || !await MayChangeAsync())
        {
            return versions;
        }

        var writers = WritersOf(await trail.FindAsync(new AuditQuery(Subject: "rule:" + id), MostEntries, cancellationToken));
        return [.. versions.Select(version => version with { By = writers.GetValueOrDefault(version.Rule.Version) })];
    }

    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<AlertRule> CreateAsync(AlertRule rule, CancellationToken cancellationToken)
    {
        var made = await book.CreateAsync(rule, await administrators.RequireAsync(), cancellationToken);
        await hint.SayAsync(cancellationToken);
        return made;
    }

    /// <summary>A new version, where nobody has written one since.</summary>
    /// <param name="seen">The version the person had before them.</param>
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<RuleUpdate> SaveAsync(string id, AlertRule rule, int seen, CancellationToken cancellationToken)
    {
        var update = await book.UpdateAsync(id, rule, seen, await administrators.RequireAsync(), cancellationToken);
        await hint.SayAsync(cancellationToken);
        return update;
    }

    /// <summary>Disables whatever version stands; enables the one that the person saw.</summary>
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<RuleUpdate> SwitchAsync(AlertRule rule, CancellationToken cancellationToken)
    {
        if (!rule.Enabled)
        {
            return await SaveAsync(rule.Id, rule with { Enabled = true }, rule.Version, cancellationToken);
        }

        var update = await book.DisableAsync(rule.Id, await administrators.RequireAsync(), cancellationToken);
        await hint.SayAsync(cancellationToken);
        return update;
    }

    /// <summary>Writes what a review found new or changed. What has moved since the review stays as it is, and is answered.</summary>
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<RuleTakeOver> TakeOverAsync(IReadOnlyList<RuleReviewRow> rows, CancellationToken cancellationToken)
    {
        var by = await administrators.RequireAsync();
        var names = (await book.ListAsync(includeDisabled: true, cancellationToken)).Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);
        var (written, left) = (0, new List<string>());
        foreach (var row in rows.Where(row => row.Kind is RuleReviewKind.New or RuleReviewKind.Changed))
        {
            var isWritten = row.Standing is { } standing ? await UpdateAsync(standing, row.Rule!) : await CreateAsync(row.Rule!);
            (written, left) = isWritten ? (written + 1, left) : (written, [.. left, row.Rule!.Name]);
        }

        await hint.SayAsync(cancellationToken);
        return new RuleTakeOver(written, left);

        async Task<bool> UpdateAsync(AlertRule standing, AlertRule rule) =>
            (await book.UpdateAsync(standing.Id, rule, standing.Version, by, cancellationToken)).Outcome == RuleUpdateOutcome.Done;

        async Task<bool> CreateAsync(AlertRule rule) => names.Add(rule.Name) && await book.CreateAsync(rule, by, cancellationToken) is not null;
    }

    static Dictionary<int, string> WritersOf(IReadOnlyList<AuditEntry> entries)
    {
        var writers = new Dictionary<int, string>();
        foreach (var entry in entries)
        {
            if (VersionIn(entry.After) is { } version)
            {
                writers[version] = entry.Who;
            }
        }

        return writers;
    }

    static int? VersionIn(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "{}");
            return document.RootElement.TryGetProperty("version", out var version) && version.TryGetInt32(out var number) ? number : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Somebody has written into the file; the chain says so.
            return null;
        }
    }
}

/// <summary>What became of a file of rules.</summary>
/// <param name="Left">Names of those that somebody else changed or made since the review.</param>
sealed record RuleTakeOver(int Written, IReadOnlyList<string> Left);
