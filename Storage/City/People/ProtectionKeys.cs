using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Where Data Protection keeps its keys, so that all Dashboards of a city and their successors know the same cookies. Safe for concurrent
/// use by several threads and processes.
/// </summary>
public sealed class ProtectionKeys(IDbContextFactory<CityDatabase> factory)
{
    /// <summary>All keys as XML.</summary>
    public IReadOnlyList<string> All()
    {
        using var db = factory.CreateDbContext();
        return db.ProtectionKeys.AsNoTracking().OrderBy(key => key.Name).Select(key => key.Xml).ToList();
    }

    /// <summary>Keeps one under a name; a name that is there already is written anew.</summary>
    public void Keep(string name, string xml)
    {
        using var db = factory.CreateDbContext();
        if (db.ProtectionKeys.Find(name) is { } known)
        {
            known.Xml = xml;
        }
        else
        {
            db.ProtectionKeys.Add(new ProtectionKeyEntity { Name = name, Xml = xml });
        }

        db.SaveChanges();
    }
}
