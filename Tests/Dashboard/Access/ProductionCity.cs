using System.Net;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using CityOps.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>A published city: nobody looks at it without an identity.</summary>
public sealed class ProductionCity : IAsyncLifetime
{
    readonly TempFolder _data = new();

    internal CityProcess Process { get; private set; } = null!;

    /// <summary>Keys by role, and one that was revoked.</summary>
    internal IReadOnlyDictionary<string, string> Keys { get; private set; } = null!;

    public const string Revoked = "revoked";

    public async ValueTask InitializeAsync()
    {
        Process = await CityProcess.StartAsync(_data.Path, "Production");
        Keys = await MakeKeysAsync(OpenKeys());
    }

    /// <summary>As another process on the same file has them.</summary>
    internal ApiKeys OpenKeys() => new(Open(), TimeProvider.System);

    /// <summary>Somebody with an account, in a browser that is signed in.</summary>
    internal async Task<Browser> PersonAsync(string name, PersonRole role)
    {
        const string Password = "correct horse battery";
        var person = new CityUser { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Role = role, SecurityStamp = name };
        person.PasswordHash = new PasswordHasher<CityUser>().HashPassword(person, Password);
        await using (var db = await Open().CreateDbContextAsync())
        {
            db.Users.Add(person);
            await db.SaveChangesAsync();
        }

        var browser = new Browser(Process.BaseAddress);
        using var signedIn = await browser.SendAsync("/sign-in", "password", ("name", name), ("password", Password));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return browser;
    }

    PooledDbContextFactory<CityDatabase> Open()
    {
        var options = new DbContextOptionsBuilder<CityDatabase>();
        options.UseCitySqlite(_data.File("city.db"));
        return new PooledDbContextFactory<CityDatabase>(options.Options);
    }

    static async Task<IReadOnlyDictionary<string, string>> MakeKeysAsync(ApiKeys keys)
    {
        var made = new Dictionary<string, string>();
        foreach (var role in Enum.GetValues<PersonRole>())
        {
            made[Roles.Of(role)] = (await keys.CreateAsync(Actor.System, Roles.Of(role), role, null)).Text;
        }

        var (key, text) = await keys.CreateAsync(Actor.System, Revoked, PersonRole.Administrator, null);
        Assert.True(await keys.RevokeAsync(Actor.System, key.Id));
        made[Revoked] = text;
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _data.Dispose();
    }
}
