using Microsoft.AspNetCore.Identity;

namespace CityOps.Storage.City;

/// <summary>A person with an account. Name, password hash, lock-out and security stamp are ASP.NET Core Identity's.</summary>
public sealed class CityUser : IdentityUser
{
    public PersonRole Role { get; set; }

    /// <summary>As people write it, "Ana Novak"; null = the user name.</summary>
    public string? FullName { get; set; }

    /// <summary>Two-letter language of pages; null = the browser's.</summary>
    public string? Language { get; set; }

    /// <summary>True = dark, false = light, null = as the system is set.</summary>
    public bool? Dark { get; set; }

    /// <summary>New alerts that are announced make a sound.</summary>
    public bool Sound { get; set; } = true;

    /// <summary>Which new alerts a page announces.</summary>
    public AnnouncementChoice Announcements { get; set; }

    /// <summary>An administrator has shut the account: no sign-in, and what is open ends.</summary>
    public bool Disabled { get; set; }

    /// <summary>Unix ms.</summary>
    public long CreatedAt { get; set; }

    /// <summary>Unix ms; null before the first.</summary>
    public long? LastSignInAt { get; set; }
}
