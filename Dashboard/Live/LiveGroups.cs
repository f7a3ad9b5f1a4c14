using System.Diagnostics.CodeAnalysis;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>Which connection listens to which group. Nothing is made for a group that nobody joined. Safe for concurrent use.</summary>
public sealed class LiveGroups
{
    public const string All = "all";
    public const string Alerts = "alerts";
    public const string Map = "map";

    /// <summary>A connection may be in so many groups.</summary>
    public const int MaxPerConnection = 64;

    const int MaxNameLength = 80;

    readonly Lock _gate = new();
    readonly Dictionary<string, HashSet<string>> _byConnection = [];
    readonly Dictionary<string, int> _members = [];
    string[]? _joined = [];

    /// <summary>Groups with at least one connection in them. A snapshot.</summary>
    public IReadOnlyList<string> Joined
    {
        get
        {
            lock (_gate)
            {
                return _joined ??= [.. _members.Keys];
            }
        }
    }

    /// <summary>False with a sentence for the client when it is no name of a group.</summary>
    public static bool IsName([NotNullWhen(true)] string? name, out string why)
    {
        why = name switch
        {
            null or "" => "A group needs a name: all, alerts, map, domain:…, district:… or station:…",
            { Length: > MaxNameLength } => $"The name of a group has at most {MaxNameLength} characters.",
            All or Alerts or Map => "",
            _ => WhyNotPlace(name),
        };
        return why.Length == 0;
    }

    /// <summary>False when the connection would be in too many; then nothing has changed.</summary>
    public bool TryJoin(string connection, IReadOnlyList<string> names)
    {
        lock (_gate)
        {
            var mine = _byConnection.GetValueOrDefault(connection) ?? [];
            var added = names.Where(name => !mine.Contains(name)).Distinct().ToList();
            if (mine.Count + added.Count > MaxPerConnection)
            {
                return false;
            }

            _byConnection[connection] = mine;
            foreach (var name in added)
            {
                mine.Add(name);
                _members[name] = _members.GetValueOrDefault(name) + 1;
                _joined = null;
            }

            return true;
        }
    }

    public void Leave(string connection, IEnumerable<string> names)
    {
        lock (_gate)
        {
            if (_byConnection.TryGetValue(connection, out var mine))
            {
                LeaveLocked(mine, names);
            }
        }
    }

    /// <summary>The connection is no more.</summary>
    public void Forget(string connection)
    {
        lock (_gate)
        {
            if (_byConnection.Remove(connection, out var mine))
            {
                LeaveLocked(mine, [.. mine]);
            }
        }
    }

    /// <summary>Whether alerts are for this connection: it is in <see cref="Alerts"/> or in <see cref="All"/>.</summary>
    public bool HearsAlerts(string connection)
    {
        lock (_gate)
        {
            return _byConnection.TryGetValue(connection, out var mine) && (mine.Contains(All) || mine.Contains(Alerts));
        }
    }

    static string WhyNotPlace(string name)
    {
        var rest = name.AsSpan(name.IndexOf(':') + 1);
        var known = name.Split(':', 2) switch
        {
            ["domain" or "station", _] => Identifiers.IsId(rest),
            ["district", _] => !rest.IsWhiteSpace() && rest.IndexOfAnyInRange('\0', '\u001f') < 0,
            _ => false,
        };
        return known ? "" : "There is no such group: it is all, alerts, map, domain:…, district:… or station:…";
    }

    void LeaveLocked(HashSet<string> mine, IEnumerable<string> names)
    {
        foreach (var name in names.Where(mine.Remove))
        {
            _joined = null;
            if (--_members[name] == 0)
            {
                _members.Remove(name);
            }
        }
    }
}
